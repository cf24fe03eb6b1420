public import CellModel

/// Whether the open-circuit voltage depends on the way the cell came, and what it takes to say so.
extension CellFit {
    /// Rates of change of branch that are tried, per full charge.
    private static let rates: [Double] = [5, 10, 20, 40, 80]

    /// The gap at every temperature that has both slow cycles.
    func hysteresis(
        _ prepared: [PreparedTest], charges: [PreparedTest], solution: JointFit.Solution,
        capacity: Double
    ) -> [HysteresisEstimate] {
        let reader = SolutionReader(solution: solution, variance: 0)
        var result: [HysteresisEstimate] = []
        for charge in charges {
            let near = prepared.filter { $0.kind == .slowDischarge }.min {
                abs($0.meanTemperature - charge.meanTemperature)
                    < abs($1.meanTemperature - charge.meanTemperature)
            }
            guard let near, abs(near.meanTemperature - charge.meanTemperature) < rowDistance,
                let estimate = HysteresisEstimate(
                    discharge: near, charge: charge,
                    resistance: { reader.totalResistance(at: $0, near.meanTemperature) },
                    capacity: capacity)
            else { continue }
            result.append(estimate)
        }
        return result.sorted { $0.temperature < $1.temperature }
    }

    /// The gap that is written: the one nearest to 25 °C, when it and most of the others stand out
    /// of their uncertainty.
    func significant(_ estimates: [HysteresisEstimate]) -> HysteresisEstimate? {
        let standing = estimates.filter(\.isSignificant)
        guard standing.count * 2 > estimates.count else { return nil }
        let reference = PhysicalConstants.referenceTemperature
        let nearest = estimates.min {
            abs($0.temperature - reference) < abs($1.temperature - reference)
        }
        return nearest.flatMap { $0.isSignificant ? $0 : nil }
    }

    /// The joint fit again with the gap known, at the rate that leaves least; nil when none leaves
    /// less than no gap at all.
    func refit(
        _ joint: JointFit, _ solution: JointFit.Solution, gap: HysteresisEstimate
    ) throws(FitError) -> (joint: JointFit, solution: JointFit.Solution, law: HysteresisLaw)? {
        let table = gap.table(count: resistanceKnotCount)
        var best: (joint: JointFit, solution: JointFit.Solution, law: HysteresisLaw)?
        for rate in Self.rates {
            let law = HysteresisLaw(halfGap: table, rate: rate)
            let moved = joint.withVoltages { law.removed(from: $0) }
            let found = try moved.solve(at: solution.layout.timeConstants)
            let objective = found.candidates.last?.objective ?? .infinity
            if objective < best?.solution.candidates.last?.objective ?? .infinity {
                best = (moved, found, law)
            }
        }
        let plain = try joint.solve(at: solution.layout.timeConstants)
        guard var best, let with = best.solution.candidates.last?.objective,
            let without = plain.candidates.last?.objective, with < without
        else { return nil }
        best.solution.candidates = solution.candidates
        return best
    }
}

/// The gap between the branches and how fast the cell goes from one to the other.
public struct HysteresisLaw: Sendable, Equatable {
    /// g over z, V.
    public var halfGap: UniformTable
    /// γ, per full charge.
    public var rate: Double

    /// The test with s g(z) taken off its voltage. A full cell was charged last: s = 1.
    func removed(from test: PreparedTest) -> PreparedTest {
        var result = test
        let law = VoltageHysteresis(rate: rate)
        var branch = (test.stateOfCharge.first ?? 0) > 0.99 ? 1.0 : 0
        for row in 0..<test.count {
            if row > 0 {
                branch = law.advanced(
                    state: branch,
                    charge: test.stateOfCharge[row] - test.stateOfCharge[row - 1])
            }
            result.voltage[row] -= branch * halfGap.value(at: test.stateOfCharge[row]).value
        }
        return result
    }
}

extension HysteresisEstimate {
    /// g from empty to full, held beyond what was compared.
    func table(count: Int) -> UniformTable {
        let inner = UniformTable(halfGap.map { max(0, $0) })
        let range = Self.compared
        return UniformTable(count: count) { z in
            let inside = min(range.upperBound, max(range.lowerBound, z))
            return inner.value(
                at: (inside - range.lowerBound) / (range.upperBound - range.lowerBound)
            ).value
        }
    }
}
