/// The Cholesky factor of a symmetric positive definite matrix, A = L Lᵀ.
struct Cholesky {
    let size: Int
    /// L by rows; what is above the diagonal is not used.
    private let factor: [Double]

    /// Factorises.
    ///
    /// - Parameter matrix: A by rows, of which the lower triangle is read.
    /// - Returns: nil when A is not positive definite to working precision.
    init?(_ matrix: [Double], size: Int) {
        var values = matrix
        let isDefinite = values.withUnsafeMutableBufferPointer { a -> Bool in
            for row in 0..<size {
                let start = row * size
                for column in 0...row {
                    let other = column * size
                    var sum = a[start + column]
                    let scale = sum
                    for inner in 0..<column { sum -= a[start + inner] * a[other + inner] }
                    if row > column {
                        a[start + column] = sum / a[other + column]
                    } else {
                        guard sum > 1e-13 * scale, sum > 0 else { return false }
                        a[start + column] = sum.squareRoot()
                    }
                }
            }
            return true
        }
        guard isDefinite else { return nil }
        self.size = size
        factor = values
    }

    /// y of L y = b.
    func forward(_ b: [Double]) -> [Double] {
        var y = b
        for row in 0..<size {
            var sum = y[row]
            for inner in 0..<row { sum -= factor[row * size + inner] * y[inner] }
            y[row] = sum / factor[row * size + row]
        }
        return y
    }

    /// x of A x = b.
    func solve(_ b: [Double]) -> [Double] {
        var x = forward(b)
        for row in (0..<size).reversed() {
            let value = x[row] / factor[row * size + row]
            x[row] = value
            for inner in 0..<row { x[inner] -= factor[row * size + inner] * value }
        }
        return x
    }

    /// aᵀ A⁻¹ a.
    func quadratic(_ a: SparseVector) -> Double {
        var full = [Double](repeating: 0, count: size)
        for (column, value) in zip(a.columns, a.values) { full[column] += value }
        return forward(full).reduce(0) { $0 + $1 * $1 }
    }
}
