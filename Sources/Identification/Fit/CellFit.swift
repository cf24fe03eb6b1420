import CellModel

/// Identifies open-circuit voltage, resistances and time constants from all tests at once.
///
/// One penalised linear least squares over every row of every test at every temperature (see
/// ``JointDesign`` for the model and ``JointSmoothness`` for the penalties), under the constraints
/// that no resistance is negative and the open-circuit voltage rises everywhere. The rests of the
/// pulse tests thereby correct the slow cycles for relaxation, and a drive cycle refines what the
/// pulses say. The two time constants are searched on a grid, then on a finer one; every pair is
/// judged by the whole joint fit. Deterministic: no random start.
public struct CellFit: Sendable {
    /// Knots of the open-circuit curve, of its shift with temperature, and of each resistance.
    public var curveKnotCount = 101
    public var shiftKnotCount = 21
    public var resistanceKnotCount = 11
    /// Candidates for the time constants, s, ascending.
    public var timeConstants: [Double] = [4, 8, 15, 30, 60, 120, 250, 500, 1000]
    /// Tests whose temperatures lie closer than this share a row, K.
    public var rowDistance = 4.0
    /// How much a second of each kind of test counts beside one of a drive cycle. A slow charge is
    /// not fitted: it serves hysteresis, and its counter is trusted least.
    public var weights: [FitTest.Kind: Double] = [.slowDischarge: 0.05, .pulses: 0.2, .drive: 1]
    /// The open-circuit voltage rises at least so much over the whole range, V.
    public var minimumSlope = 5e-3
    /// C; nil finds it in the tests.
    public var capacity: Double?
    /// V; nil finds them in the tests.
    public var voltageMinimum: Double?
    public var voltageMaximum: Double?
    var smoothness = JointSmoothness()

    public init() {}

    /// Identifies the cell.
    ///
    /// - Parameters:
    ///   - tests: Of one cell, at one or several temperatures, in any order.
    ///   - checks: Tests that are held out of the fit and judged by it.
    ///   - progress: Called with the part that is done, 0 to 1, and what comes next.
    public func identify(
        _ tests: [FitTest], checks: [FitTest] = [],
        progress: (Double, String) -> Void = { _, _ in }
    ) throws(FitError) -> IdentifiedCell {
        guard tests.contains(where: { $0.kind != .slowCharge }) else { throw .noTests }
        for test in tests { try check(test) }
        let range = voltageRange(tests)
        let found = try CapacityEstimate(tests, lowerLimit: range.lowerBound, given: capacity)
        let preparation = TestPreparation(
            capacity: found.capacity, lowerVoltageLimit: range.lowerBound, weights: weights)
        var prepared: [PreparedTest] = []
        for test in tests where test.kind != .slowCharge {
            let ready = preparation.prepare(test)
            guard ready.weight.contains(where: { $0 > 0 }) else {
                throw .tooLittleData(file: test.log.name)
            }
            prepared.append(ready)
        }
        var joint = JointFit(
            settings: self, tests: prepared, temperatures: temperatureRows(prepared),
            capacity: found.capacity, voltageRange: range)
        var solution = try joint.solve { progress(0.8 * $0, $1) }
        progress(0.8, "hysteresis")
        let charges = tests.filter { $0.kind == .slowCharge }.map(preparation.prepare)
        let estimates = hysteresis(
            prepared, charges: charges, solution: solution, capacity: found.capacity)
        var law: HysteresisLaw?
        var held = checks.map(preparation.prepare)
        if let gap = significant(estimates), let again = try refit(joint, solution, gap: gap) {
            (joint, solution, law) = (again.joint, again.solution, again.law)
            held = held.map(again.law.removed)
        }
        progress(0.9, "uncertainties")
        return IdentifiedCell(
            solution: solution, joint: joint, charges: charges, checks: held, capacity: found,
            hysteresis: estimates, law: law)
    }

    /// Temperatures of the rows: the means of tests that lie close together.
    func temperatureRows(_ tests: [PreparedTest]) -> [Double] {
        let means = tests.map(\.meanTemperature).sorted()
        var groups: [[Double]] = []
        for mean in means {
            if let last = groups.last, let previous = last.last, mean - previous < rowDistance,
                mean - last[0] < 2 * rowDistance
            {
                groups[groups.count - 1].append(mean)
            } else {
                groups.append([mean])
            }
        }
        // To a hundredth of a degree, as the file states them.
        return groups.map { group in
            let mean = group.reduce(0, +) / Double(group.count) - 273.15
            return (mean * 100).rounded() / 100 + 273.15
        }
    }

    /// The limits the tests were run between, to 10 mV.
    func voltageRange(_ tests: [FitTest]) -> ClosedRange<Double> {
        var (lowest, highest) = (Double.infinity, -Double.infinity)
        for test in tests {
            lowest = min(lowest, test.log.voltage.min() ?? lowest)
            highest = max(highest, test.log.voltage.max() ?? highest)
        }
        let lower = voltageMinimum ?? (lowest * 100).rounded() / 100
        return lower...max(lower, voltageMaximum ?? (highest * 100).rounded() / 100)
    }

    /// Refuses what is not the kind of test it was passed as.
    private func check(_ test: FitTest) throws(FitError) {
        guard test.kind == .slowDischarge || test.kind == .slowCharge else { return }
        let log = test.log
        let charge = log.charge[log.count - 1]
        if test.kind == .slowDischarge, !(charge < 0) {
            throw .dischargeDoesNotDischarge(file: log.name)
        }
        if test.kind == .slowCharge, !(charge > 0) { throw .chargeDoesNotCharge(file: log.name) }
        let largest = log.chargeCurrent.reduce(0) { max($0, abs($1)) }
        var (moving, total) = (0.0, 0.0)
        for row in 1..<log.count {
            let interval = log.time[row] - log.time[row - 1]
            if abs(log.chargeCurrent[row]) > 0.5 * largest { moving += interval }
            total += abs(log.chargeCurrent[row]) * interval
        }
        guard abs(charge) > 0.95 * total, total > 0.85 * largest * moving else {
            throw .notSteady(file: log.name)
        }
        let hours = moving / 3600
        guard hours >= 4 else { throw .notSlow(file: log.name, rate: 1 / max(hours, 1e-3)) }
    }
}
