/// A vector of which few entries are not zero.
struct SparseVector: Sendable {
    private(set) var columns: [Int] = []
    private(set) var values: [Double] = []

    var count: Int { columns.count }

    init() {}

    mutating func append(_ column: Int, _ value: Double) {
        columns.append(column)
        values.append(value)
    }

    mutating func removeAll() {
        columns.removeAll(keepingCapacity: true)
        values.removeAll(keepingCapacity: true)
    }

    func dot(_ full: [Double]) -> Double {
        var sum = 0.0
        for index in columns.indices { sum += values[index] * full[columns[index]] }
        return sum
    }
}
