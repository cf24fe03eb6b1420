import CellModel

/// The joint least squares over prepared tests.
struct JointFit {
    /// A pair of time constants and how well the joint fit did with it.
    struct Candidate: Sendable, Equatable {
        var fast: Double
        var slow: Double
        /// The minimum of the penalised sum of squares, V² s.
        var objective: Double
    }

    struct Solution {
        var layout: JointLayout
        var values: [Double]
        var factor: Cholesky
        var candidates: [Candidate]
    }

    let settings: CellFit
    private(set) var tests: [PreparedTest]
    /// The tests before any voltage was changed.
    let measured: [PreparedTest]
    /// K, ascending.
    let temperatures: [Double]
    /// C.
    let capacity: Double
    let voltageRange: ClosedRange<Double>
    /// 1C, A.
    var unitCurrent: Double { capacity / 3600 }

    /// The same fit with the voltages of the tests changed.
    func withVoltages(_ change: (PreparedTest) -> PreparedTest) -> JointFit {
        var result = self
        result.tests = tests.map(change)
        return result
    }

    /// Solves with given time constants; one candidate.
    func solve(at timeConstants: [Double]) throws(FitError) -> Solution {
        let layout = layout(timeConstants)
        let gram = gram(layout) { _, _ in }
        guard let candidate = candidate(gram, layout: layout) else { throw .notIndependent }
        return try minimise(gram, layout: layout, candidates: [candidate])
    }

    init(
        settings: CellFit, tests: [PreparedTest], temperatures: [Double], capacity: Double,
        voltageRange: ClosedRange<Double>
    ) {
        self.settings = settings
        self.tests = tests
        measured = tests
        self.temperatures = temperatures
        self.capacity = capacity
        self.voltageRange = voltageRange
    }

    func layout(_ timeConstants: [Double]) -> JointLayout {
        JointLayout(
            curveCount: settings.curveKnotCount, shiftCount: settings.shiftKnotCount,
            resistanceCount: settings.resistanceKnotCount, temperatures: temperatures,
            timeConstants: timeConstants)
    }

    /// Searches the time constants and solves with the best pair.
    func solve(progress: (Double, String) -> Void) throws(FitError) -> Solution {
        let coarse = settings.timeConstants
        let first = try search(coarse) { progress(0.5 * $0, $1) }
        guard let best = Self.best(first.candidates) else { throw .notIndependent }
        var refined: [Double] = []
        for value in [best.fast, best.slow] {
            for factor in [0.7, 0.84, 1, 1.19, 1.41] {
                // Two figures: more is not known, and the file reads better.
                refined.append(Self.rounded(value * factor))
            }
        }
        refined.sort()
        let second = try search(Self.unique(refined)) { progress(0.5 + 0.45 * $0, $1) }
        guard let final = Self.best(second.candidates),
            let fast = second.layout.timeConstants.firstIndex(of: final.fast),
            let slow = second.layout.timeConstants.firstIndex(of: final.slow)
        else { throw .notIndependent }
        progress(0.95, "constraints")
        let columns = second.layout.columns(fast: fast, slow: slow)
        let layout = second.layout.selecting(fast: fast, slow: slow)
        return try minimise(
            second.gram.selecting(columns), layout: layout,
            candidates: first.candidates + second.candidates)
    }

    private static func rounded(_ value: Double) -> Double {
        value >= 100 ? (value / 10).rounded() * 10 : value >= 10 ? value.rounded()
            : (value * 10).rounded() / 10
    }

    private static func unique(_ sorted: [Double]) -> [Double] {
        var result: [Double] = []
        for value in sorted where value != result.last { result.append(value) }
        return result
    }

    static func best(_ candidates: [Candidate]) -> Candidate? {
        candidates.min { $0.objective < $1.objective }
    }

    /// Every pair of time constants, closer than a factor of four left out: neighbours share what
    /// one of them could explain.
    private func search(
        _ timeConstants: [Double], progress: (Double, String) -> Void
    ) throws(FitError) -> (layout: JointLayout, gram: GramMatrix, candidates: [Candidate]) {
        let layout = layout(timeConstants)
        let gram = gram(layout) { progress(0.7 * $0, $1) }
        progress(0.7, "time constants")
        var candidates: [Candidate] = []
        for fast in timeConstants.indices {
            for slow in timeConstants.indices
            where timeConstants[slow] >= 4 * timeConstants[fast] {
                let pair = layout.selecting(fast: fast, slow: slow)
                let part = gram.selecting(layout.columns(fast: fast, slow: slow))
                if let found = candidate(part, layout: pair) { candidates.append(found) }
            }
            progress(0.7 + 0.3 * Double(fast) / Double(timeConstants.count), "time constants")
        }
        return (layout, gram, candidates)
    }

    /// How well a pair of time constants does, without the constraints.
    private func candidate(_ data: GramMatrix, layout: JointLayout) -> Candidate? {
        var gram = data
        settings.smoothness.penalise(&gram, layout: layout, unitCurrent: unitCurrent)
        guard let factor = Cholesky(gram.products, size: gram.columnCount) else { return nil }
        let explained = factor.forward(gram.targets).reduce(0) { $0 + $1 * $1 }
        return Candidate(
            fast: layout.timeConstants[0], slow: layout.timeConstants[1],
            objective: gram.targetSquare - explained)
    }

    private func gram(_ layout: JointLayout, progress: (Double, String) -> Void) -> GramMatrix {
        var gram = GramMatrix(columnCount: layout.columnCount)
        let design = JointDesign(layout: layout)
        for (index, test) in tests.enumerated() {
            progress(Double(index) / Double(tests.count), test.name)
            design.visit(test) { row, sample in
                gram.add(sample, target: test.voltage[row], weight: test.weight[row])
            }
        }
        return gram
    }

    private func minimise(
        _ data: GramMatrix, layout: JointLayout, candidates: [Candidate]
    ) throws(FitError) -> Solution {
        var gram = data
        settings.smoothness.penalise(&gram, layout: layout, unitCurrent: unitCurrent)
        guard let factor = Cholesky(gram.products, size: gram.columnCount),
            let minimum = ConstrainedMinimum(
                factor: factor, linear: gram.targets, constraints: constraints(layout))
        else { throw .notIndependent }
        return Solution(
            layout: layout, values: minimum.solution, factor: factor, candidates: candidates)
    }
}
