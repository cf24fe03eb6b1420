/// The weighted products of a linear model's columns with one another and with what they explain,
/// from which every sub-model can be solved without a second pass over the data.
struct GramMatrix {
    /// Columns of the model.
    let columnCount: Int
    /// By rows; the lower triangle holds the sums.
    private(set) var products: [Double]
    /// Products with what is explained.
    private(set) var targets: [Double]
    /// Sum of weighted squares of what is explained.
    private(set) var targetSquare = 0.0

    init(columnCount: Int) {
        self.columnCount = columnCount
        products = Array(repeating: 0, count: columnCount * columnCount)
        targets = Array(repeating: 0, count: columnCount)
    }

    /// Adds one sample. Columns ascend.
    mutating func add(_ sample: SparseVector, target: Double, weight: Double) {
        let size = columnCount
        products.withUnsafeMutableBufferPointer { products in
            sample.columns.withUnsafeBufferPointer { columns in
                sample.values.withUnsafeBufferPointer { values in
                    for row in columns.indices {
                        let scaled = values[row] * weight
                        let start = columns[row] * size
                        targets[columns[row]] += scaled * target
                        for column in 0...row {
                            products[start + columns[column]] += scaled * values[column]
                        }
                    }
                }
            }
        }
        targetSquare += weight * target * target
    }

    /// The same sums over some of the columns, ascending.
    func selecting(_ columns: [Int]) -> GramMatrix {
        var result = GramMatrix(columnCount: columns.count)
        for (row, source) in columns.enumerated() {
            result.targets[row] = targets[source]
            for column in 0...row {
                result.products[row * columns.count + column] =
                    products[source * columnCount + columns[column]]
            }
        }
        result.targetSquare = targetSquare
        return result
    }

    /// Adds a quadratic penalty (aᵀ x)² times a strength.
    mutating func penalise(_ direction: SparseVector, strength: Double) {
        let square = targetSquare
        add(direction, target: 0, weight: strength)
        targetSquare = square
    }
}
