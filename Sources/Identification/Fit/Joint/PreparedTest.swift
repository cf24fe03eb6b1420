import CellModel

/// A test made ready for the fit: charge counted, offsets taken off, and rows that would mislead
/// given no weight.
struct PreparedTest: Sendable {
    var name: String
    var kind: FitTest.Kind
    /// s since the first row.
    var time: [Double]
    /// s since the row before.
    var interval: [Double]
    /// z, counted from the start.
    var stateOfCharge: [Double]
    /// K.
    var temperature: [Double]
    /// V.
    var voltage: [Double]
    /// A at the instant of the voltage, and mean since the row before; positive charges.
    var current: [Double]
    var chargeCurrent: [Double]
    /// Seconds a row counts for, times the weight of its kind of test.
    var weight: [Double]
    /// Whether the state of the RC pairs is unknown from this row on.
    var restarts: [Bool]
    /// Whether rows without weight are visited as well.
    var wantsAllRows = false
    /// What was corrected or left out, in words.
    var notes: [String] = []

    var count: Int { time.count }

    /// K, the mean of rows that count.
    var meanTemperature: Double {
        var (sum, total) = (0.0, 0.0)
        for row in 0..<count {
            sum += weight[row] * temperature[row]
            total += weight[row]
        }
        return total > 0 ? sum / total : temperature.reduce(0, +) / Double(count)
    }
}

/// How tests are made ready.
struct TestPreparation {
    /// C.
    var capacity: Double
    /// V; rows within `clippingMargin` of it are clipped.
    var lowerVoltageLimit: Double
    var clippingMargin = 0.01
    /// A row counts for at most so many seconds, or rests would outweigh everything.
    var longestInterval = 5.0
    /// s; a longer interval over which the current changed is a gap.
    var gapInterval = 15.0
    /// s after a gap that are left out: five time constants of the slow pair as a rule.
    var settlingTime = 900.0
    /// Part of the capacity a gap may leave open; what follows a wider one is left out.
    var chargeTolerance = 0.005
    /// Part of the capacity per hour above which a steady reading at rest is a current, not the
    /// sensor's offset.
    var offsetRate = 0.005
    var weights: [FitTest.Kind: Double]

    func prepare(_ test: FitTest) -> PreparedTest {
        let log = test.log
        var result = PreparedTest(
            name: log.name, kind: test.kind, time: log.time.map { $0 - log.time[0] },
            interval: [0] + zip(log.time.dropFirst(), log.time).map { $0 - $1 },
            stateOfCharge: [], temperature: log.temperature, voltage: log.voltage,
            current: log.current, chargeCurrent: log.chargeCurrent, weight: [],
            restarts: [Bool](repeating: false, count: log.count))
        takeOffsetOff(&result)
        count(&result, from: test.startStateOfCharge)
        if test.kind == .pulses || test.kind == .slowDischarge { cutAfterLowest(&result) }
        weigh(&result)
        leaveOutGaps(&result)
        return result
    }

    /// At rest nothing flows: a small steady reading over minutes is the sensor's zero.
    private func takeOffsetOff(_ test: inout PreparedTest) {
        let limit = capacity / 3600 * offsetRate
        var readings: [Double] = []
        var start = 0
        for row in 0...test.count {
            if row < test.count, abs(test.current[row]) < limit { continue }
            if row - start >= 10, test.time[row - 1] - test.time[start] >= 300 {
                readings += test.current[start..<row]
            }
            start = row + 1
        }
        guard !readings.isEmpty else { return }
        readings.sort()
        let offset = readings[readings.count / 2]
        let spread = readings[readings.count * 9 / 10] - readings[readings.count / 10]
        guard abs(offset) > limit / 50, spread < limit else { return }
        for row in 0..<test.count {
            test.current[row] -= offset
            test.chargeCurrent[row] -= offset
        }
        let milliamperes = (offset * 1e5).rounded() / 100
        test.notes.append("the current reads \(milliamperes) mA at rest; taken off")
    }

    private func count(_ test: inout PreparedTest, from start: Double) {
        var z = start
        test.stateOfCharge.reserveCapacity(test.count)
        for row in 0..<test.count {
            z += test.chargeCurrent[row] * test.interval[row] / capacity
            test.stateOfCharge.append(z)
        }
    }

    private func cutAfterLowest(_ test: inout PreparedTest) {
        var lowest = 0
        for row in 1..<test.count where test.stateOfCharge[row] < test.stateOfCharge[lowest] {
            lowest = row
        }
        let dropped = test.count - lowest - 1
        guard dropped > 0, lowest >= 1 else { return }
        cut(&test, at: lowest + 1)
        test.notes.append("\(dropped) rows after the lowest charge left out")
    }

    private func cut(_ test: inout PreparedTest, at end: Int) {
        let dropped = test.count - end
        test.time.removeLast(dropped)
        test.interval.removeLast(dropped)
        test.stateOfCharge.removeLast(dropped)
        test.temperature.removeLast(dropped)
        test.voltage.removeLast(dropped)
        test.current.removeLast(dropped)
        test.chargeCurrent.removeLast(dropped)
        test.restarts.removeLast(dropped)
    }

    private func weigh(_ test: inout PreparedTest) {
        let kindWeight = weights[test.kind] ?? 0
        var (clipped, outside) = (0, 0)
        for row in 0..<test.count {
            let seconds = min(test.interval[row], longestInterval)
            let isClipped = test.voltage[row] <= lowerVoltageLimit + clippingMargin
            let isOutside = !(-0.02...1.02).contains(test.stateOfCharge[row])
            if isClipped { clipped += 1 }
            if isOutside { outside += 1 }
            test.weight.append(isClipped || isOutside ? 0 : seconds * kindWeight)
        }
        if clipped > 0 { test.notes.append("\(clipped) rows at the lower voltage limit left out") }
        if outside > 0 { test.notes.append("\(outside) rows beyond empty or full left out") }
    }

    /// Over a gap neither the charge nor the state of the RC pairs is known. A long interval at an
    /// unchanged current is none.
    private func leaveOutGaps(_ test: inout PreparedTest) {
        var openUntil = -Double.infinity
        var openCharge = 0.0
        var gaps = 0
        for row in 1..<test.count {
            let change = abs(test.current[row] - test.current[row - 1])
            if test.interval[row] > gapInterval, change > capacity / 3600 / 20 {
                gaps += 1
                openUntil = test.time[row] + settlingTime
                openCharge += change * test.interval[row] / 2
                test.restarts[row] = true
            }
            if openCharge > chargeTolerance * capacity {
                let left = test.count - row
                for rest in row..<test.count { test.weight[rest] = 0 }
                test.notes.append("\(left) rows after a gap left out: its charge is not known")
                break
            }
            if test.time[row] < openUntil { test.weight[row] = 0 }
        }
        if gaps > 0 { test.notes.append("\(gaps) gaps; what follows each left out until it settles") }
    }
}
