/// The minimum of ½ xᵀA x − bᵀx under linear inequalities aᵢᵀx ≥ cᵢ.
///
/// The dual method of Goldfarb and Idnani (1983, Math. Program. 27 1): it starts from the minimum
/// without constraints and adds one violated constraint after the other, the most violated first,
/// dropping those that come to pull the wrong way. Every step raises the objective, so no set of
/// constraints returns and the number of steps is finite. Few constraints are active here, so their
/// small system is solved afresh at every step instead of being updated.
struct ConstrainedMinimum {
    /// aᵀx ≥ c.
    struct Constraint {
        var direction: SparseVector
        var bound: Double
        /// What counts as violated, in the unit of c.
        var tolerance: Double
    }

    private struct Active {
        var index: Int
        /// A⁻¹ a.
        var response: [Double]
        var multiplier: Double
    }

    let factor: Cholesky
    let constraints: [Constraint]
    private(set) var solution: [Double]
    private var active: [Active] = []

    /// Constraints that hold as equations.
    var activeIndices: [Int] { active.map(\.index) }

    /// Solves.
    ///
    /// - Returns: nil when the constraints contradict one another or the step limit is reached.
    init?(factor: Cholesky, linear: [Double], constraints: [Constraint]) {
        self.factor = factor
        self.constraints = constraints
        solution = factor.solve(linear)
        for _ in 0..<(20 * constraints.count + 20) {
            guard let index = mostViolated() else { return }
            guard enforce(index) else { return nil }
        }
        return nil
    }

    private func mostViolated() -> Int? {
        var worst: (index: Int, excess: Double)?
        for (index, constraint) in constraints.enumerated() {
            let slack = constraint.direction.dot(solution) - constraint.bound
            let excess = -slack / constraint.tolerance
            if excess > max(1, worst?.excess ?? 0), !active.contains(where: { $0.index == index }) {
                worst = (index, excess)
            }
        }
        return worst?.index
    }

    /// Moves until a constraint holds; false when it cannot.
    private mutating func enforce(_ index: Int) -> Bool {
        let constraint = constraints[index]
        var full = [Double](repeating: 0, count: factor.size)
        for (column, value) in zip(constraint.direction.columns, constraint.direction.values) {
            full[column] += value
        }
        let response = factor.solve(full)
        let own = constraint.direction.dot(response)
        var multiplier = 0.0
        while true {
            let shares = activeShares(response)
            var step = response
            for (entry, share) in zip(active, shares) where share != 0 {
                for row in step.indices { step[row] -= share * entry.response[row] }
            }
            let gain = constraint.direction.dot(step)
            let slack = constraint.direction.dot(solution) - constraint.bound
            let toConstraint = gain > 1e-10 * own ? -slack / gain : Double.infinity
            var toRelease = Double.infinity
            var released: Int?
            for (position, share) in shares.enumerated() where share > 0 {
                let length = active[position].multiplier / share
                if length < toRelease { (toRelease, released) = (length, position) }
            }
            let length = min(toConstraint, toRelease)
            guard length.isFinite else { return false }
            if toConstraint.isFinite {
                for row in step.indices { solution[row] += length * step[row] }
            }
            for position in active.indices { active[position].multiplier -= length * shares[position] }
            multiplier += length
            if toConstraint <= toRelease {
                active.append(Active(index: index, response: response, multiplier: multiplier))
                return true
            }
            if let released { active.remove(at: released) }
        }
    }

    /// r of (NᵀA⁻¹N) r = NᵀA⁻¹a for the active constraints N.
    private func activeShares(_ response: [Double]) -> [Double] {
        let count = active.count
        guard count > 0 else { return [] }
        var matrix = [Double](repeating: 0, count: count * count)
        var right: [Double] = []
        for row in 0..<count {
            let direction = constraints[active[row].index].direction
            right.append(direction.dot(response))
            for column in 0...row {
                matrix[row * count + column] = direction.dot(active[column].response)
            }
        }
        guard let small = Cholesky(matrix, size: count) else {
            return [Double](repeating: 0, count: count)
        }
        return small.solve(right)
    }
}
