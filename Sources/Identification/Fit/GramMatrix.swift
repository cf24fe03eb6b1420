/// The weighted products of a linear model's columns with one another and with what they explain,
/// from which every sub-model can be solved without a second pass over the data.
struct GramMatrix {
    /// Columns of the model.
    let columnCount: Int
    private var products: [Double]
    private(set) var weight = 0.0
    private(set) var sampleCount = 0

    init(columnCount: Int) {
        self.columnCount = columnCount
        products = Array(repeating: 0, count: (columnCount + 1) * (columnCount + 1))
    }

    /// Adds one sample: its columns, followed by the value they explain.
    mutating func add(_ sample: [Double], weight: Double) {
        let size = columnCount + 1
        for row in 0..<size {
            let scaled = sample[row] * weight
            for column in 0...row { products[row * size + column] += scaled * sample[column] }
        }
        self.weight += weight
        sampleCount += 1
    }

    private func product(_ row: Int, _ column: Int) -> Double {
        let size = columnCount + 1
        return row >= column ? products[row * size + column] : products[column * size + row]
    }

    /// Least squares over some of the columns, by Cholesky factorisation of the normal equations.
    ///
    /// - Parameters:
    ///   - columns: The columns of the sub-model.
    ///   - ridge: Added to the diagonal per column, in units of weight.
    /// - Returns: Coefficients in that order and the weighted mean square of the residual; nil when
    ///   the columns are not independent.
    func solve(_ columns: [Int], ridge: [Double]) -> (values: [Double], meanSquare: Double)? {
        let n = columns.count
        var factor = [Double](repeating: 0, count: n * n)
        var values = columns.map { product(columnCount, $0) }
        for row in 0..<n {
            for column in 0...row {
                var sum = product(columns[row], columns[column])
                if row == column { sum += ridge[row] * weight }
                let scale = sum
                for inner in 0..<column {
                    sum -= factor[row * n + inner] * factor[column * n + inner]
                }
                if row == column {
                    guard sum > 1e-12 * scale, sum > 0 else { return nil }
                    factor[row * n + row] = sum.squareRoot()
                } else {
                    factor[row * n + column] = sum / factor[column * n + column]
                }
            }
        }
        for row in 0..<n {
            for inner in 0..<row { values[row] -= factor[row * n + inner] * values[inner] }
            values[row] /= factor[row * n + row]
        }
        for row in (0..<n).reversed() {
            for inner in (row + 1)..<max(n, row + 1) {
                values[row] -= factor[inner * n + row] * values[inner]
            }
            values[row] /= factor[row * n + row]
        }
        return (values, meanSquare(columns, values))
    }

    private func meanSquare(_ columns: [Int], _ values: [Double]) -> Double {
        var square = product(columnCount, columnCount)
        for (index, column) in columns.enumerated() {
            square -= 2 * values[index] * product(columnCount, column)
            for (other, second) in columns.enumerated() {
                square += values[index] * values[other] * product(column, second)
            }
        }
        return max(0, square) / weight
    }
}
