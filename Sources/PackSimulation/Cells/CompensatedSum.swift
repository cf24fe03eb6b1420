/// A sum that does not lose what is small against it (Neumaier 1974, Z. Angew. Math. Mech. 54 39).
///
/// A thousand cycles add a million terms; their rounding would otherwise hide errors of the model.
struct CompensatedSum: Sendable, Equatable {
    private var sum = 0.0
    private var compensation = 0.0

    /// What has been added so far.
    var value: Double { sum + compensation }

    mutating func add(_ term: Double) {
        let total = sum + term
        compensation +=
            sum.magnitude >= term.magnitude ? (sum - total) + term : (term - total) + sum
        sum = total
    }
}
