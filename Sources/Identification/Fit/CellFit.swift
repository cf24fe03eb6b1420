import CellModel

/// The tests of one cell at one temperature.
public struct CellTests: Sendable {
    /// A slow discharge (about C/20) from full to the lower voltage limit.
    public var discharge: MeasuredLog
    /// A slow charge from empty to full; nil uses the discharge alone.
    public var charge: MeasuredLog?
    /// Current pulses and rests from full to empty (HPPC).
    public var pulses: MeasuredLog

    public init(discharge: MeasuredLog, charge: MeasuredLog? = nil, pulses: MeasuredLog) {
        self.discharge = discharge
        self.charge = charge
        self.pulses = pulses
    }
}

/// Why a cell cannot be identified.
public enum FitError: Error, Equatable, CustomStringConvertible {
    case noTests
    case dischargeDoesNotDischarge(file: String)
    case chargeDoesNotCharge(file: String)
    case temperaturesTooClose(first: String, second: String)
    case tooLittleData(file: String, stateOfCharge: Double)

    public var description: String {
        switch self {
        case .noTests: "No tests to identify a cell from."
        case .dischargeDoesNotDischarge(let file):
            "\(file): the slow discharge gains charge. Is the sign of the current right?"
        case .chargeDoesNotCharge(let file):
            "\(file): the slow charge loses charge. Is the sign of the current right?"
        case .temperaturesTooClose(let first, let second):
            "\(first) and \(second): mean temperatures less than 1 K apart cannot both be rows."
        case .tooLittleData(let file, let z):
            "\(file): too little changes of current near \(Int(z * 100)) % charge to tell the "
                + "resistances apart. The pulses must reach from full to empty."
        }
    }
}

/// Identifies open-circuit voltage, resistances and time constants from slow cycles and pulses.
///
/// Around every state of charge z* the measured voltage of the pulse test is explained by
///
///     V = U₂₀(z) + a + b (z − z*) + R₀ I + R₁ f(τ₁) + R₂ f(τ₂)
///
/// where U₂₀ is the curve of the slow cycles, a and b correct it by what the rests of the pulse
/// test show, and f(τ) is the current after a low-pass of time constant τ. That is linear in all
/// but τ₁ and τ₂, which are searched on a grid. Samples are weighted by the tricube of their
/// distance in z (Cleveland 1979, J. Am. Stat. Assoc. 74 829) and less at high current, where
/// charge transfer is not ohmic. Deterministic: no iteration, no random start.
public struct CellFit: Sendable {
    /// States of charge 0, 1/(n−1), … 1 at which the circuit is found. Default 21.
    public var pointCount = 21
    /// Samples of the open-circuit curve. Default 201.
    public var curveSampleCount = 201
    /// Half width of the neighbourhood in z. Default 0.08: pulse tests step by a tenth.
    public var halfWidth = 0.08
    /// Candidates for τ₁ and τ₂, s, ascending.
    public var timeConstants: [Double] = [2, 4, 8, 15, 30, 60, 120, 250, 500, 1000, 2000]

    public init() {}

    /// Identifies the cell.
    ///
    /// - Parameters:
    ///   - tests: One or several temperatures.
    ///   - progress: Called with a line of text before each part that takes long.
    public func identify(
        _ tests: [CellTests], progress: (String) -> Void = { _ in }
    ) throws(FitError) -> IdentifiedCell {
        guard !tests.isEmpty else { throw .noTests }
        let sorted = tests.sorted { mean($0.pulses.temperature) < mean($1.pulses.temperature) }
        for (first, second) in zip(sorted, sorted.dropFirst()) {
            guard mean(second.pulses.temperature) - mean(first.pulses.temperature) >= 1 else {
                throw .temperaturesTooClose(first: first.pulses.name, second: second.pulses.name)
            }
        }
        let reference = PhysicalConstants.referenceTemperature
        var nearest = 0
        for (index, test) in sorted.enumerated() {
            let distance = abs(mean(test.pulses.temperature) - reference)
            if distance < abs(mean(sorted[nearest].pulses.temperature) - reference) {
                nearest = index
            }
        }
        let capacity = try delivered(sorted[nearest].discharge)
        var rows: [IdentifiedCell.Row] = []
        var curve = UniformTable([0, 0])
        for (index, test) in sorted.enumerated() {
            progress("\(test.pulses.name): \(test.pulses.count) rows")
            let slow = try slowCurve(test, capacity: capacity)
            let row = try identifyRow(test, slow: slow, capacity: capacity)
            if index == nearest {
                curve = corrected(slow, by: row, within: voltageRange([test]))
            }
            rows.append(row)
        }
        return IdentifiedCell(
            capacity: capacity, openCircuit: curve, rows: rows, voltageRange: voltageRange(sorted))
    }

    /// The limits the tests were run between, to 10 mV.
    func voltageRange(_ tests: [CellTests]) -> ClosedRange<Double> {
        var (lowest, highest) = (Double.infinity, -Double.infinity)
        for test in tests {
            lowest = min(lowest, test.discharge.voltage.min() ?? lowest)
            for log in [test.discharge, test.charge ?? test.pulses, test.pulses] {
                highest = max(highest, log.voltage.max() ?? highest)
            }
        }
        let lower = (lowest * 100).rounded() / 100
        return lower...max(lower, (highest * 100).rounded() / 100)
    }

    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }

    func delivered(_ discharge: MeasuredLog) throws(FitError) -> Double {
        guard let last = discharge.charge.last, last < 0 else {
            throw .dischargeDoesNotDischarge(file: discharge.name)
        }
        return -last
    }

    // MARK: Slow cycles

    /// The mean of slow discharge and slow charge over z; each scaled to its own charge, because a
    /// counter that is a little off would shift one against the other.
    func slowCurve(_ tests: CellTests, capacity: Double) throws(FitError) -> UniformTable {
        let total = try delivered(tests.discharge)
        let discharge = resampled(
            tests.discharge, charge: tests.discharge.charge.map { 1 + $0 / total })
        guard let log = tests.charge else { return UniformTable(discharge) }
        guard let gained = log.charge.last, gained > 0 else {
            throw .chargeDoesNotCharge(file: log.name)
        }
        let charge = resampled(log, charge: log.charge.map { $0 / gained })
        return UniformTable(zip(discharge, charge).map { ($0 + $1) / 2 })
    }

    /// Voltage at equally spaced z, averaged over one spacing where there are samples and
    /// interpolated between neighbours where there are none.
    func resampled(_ log: MeasuredLog, charge: [Double]) -> [Double] {
        let last = curveSampleCount - 1
        let rising = charge[charge.count - 1] > charge[0]
        let order = rising ? Array(charge.indices) : charge.indices.reversed()
        let z = order.map { charge[$0] }
        let v = order.map { log.voltage[$0] }
        var result: [Double] = []
        var upper = 1
        for sample in 0...last {
            let position = Double(sample) / Double(last)
            while upper < z.count - 1, z[upper] < position { upper += 1 }
            let span = z[upper] - z[upper - 1]
            let share = span > 0 ? min(1, max(0, (position - z[upper - 1]) / span)) : 1
            result.append(v[upper - 1] + (v[upper] - v[upper - 1]) * share)
        }
        return result
    }

    /// The slow curve moved by what the pulse test's rests say; near empty and full, where the
    /// rests may not reach, within the voltages a slow current needs to get there.
    func corrected(
        _ slow: UniformTable, by row: IdentifiedCell.Row, within range: ClosedRange<Double>
    ) -> UniformTable {
        let shifts = UniformTable(
            row.points.map { $0.openCircuitVoltage - slow.value(at: $0.stateOfCharge).value })
        var voltages = (0..<curveSampleCount).map { sample in
            let z = Double(sample) / Double(curveSampleCount - 1)
            let moved = slow.value(at: z).value + shifts.value(at: z).value
            return min(range.upperBound, max(range.lowerBound, moved))
        }
        // Noise must not turn the curve round: a filter would be led the wrong way.
        for sample in 1..<voltages.count {
            voltages[sample] = max(voltages[sample], voltages[sample - 1] + 1e-6)
        }
        return UniformTable(voltages)
    }
}
