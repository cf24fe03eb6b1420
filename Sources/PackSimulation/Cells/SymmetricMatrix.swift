/// A small symmetric matrix, diagonalised once at start-up.
struct SymmetricMatrix {
    let count: Int
    private var elements: [Double]

    init(count: Int) {
        self.count = count
        elements = Array(repeating: 0, count: count * count)
    }

    subscript(row: Int, column: Int) -> Double {
        get { elements[row * count + column] }
        set { elements[row * count + column] = newValue }
    }

    /// Eigenvalues and, in columns, eigenvectors of length 1, in no order: cyclic Jacobi rotations
    /// (Golub and Van Loan 2013, Matrix Computations, section 8.5).
    func diagonalised() -> (values: [Double], vectors: SymmetricMatrix) {
        var matrix = self
        var vectors = SymmetricMatrix(count: count)
        for index in 0..<count { vectors[index, index] = 1 }
        for _ in 0..<30 {
            var remainder = 0.0
            for row in 0..<count - 1 {
                for column in row + 1..<count where matrix[row, column] != 0 {
                    remainder += matrix[row, column] * matrix[row, column]
                    matrix.rotate(row, column, &vectors)
                }
            }
            if remainder < 1e-60 { break }
        }
        return ((0..<count).map { matrix[$0, $0] }, vectors)
    }

    private mutating func rotate(_ p: Int, _ q: Int, _ vectors: inout SymmetricMatrix) {
        let ratio = (self[q, q] - self[p, p]) / (2 * self[p, q])
        let root = (1 + ratio * ratio).squareRoot()
        let tangent = ratio >= 0 ? 1 / (ratio + root) : 1 / (ratio - root)
        let cosine = 1 / (1 + tangent * tangent).squareRoot()
        let sine = tangent * cosine
        for index in 0..<count {
            let left = self[index, p]
            let right = self[index, q]
            self[index, p] = cosine * left - sine * right
            self[index, q] = sine * left + cosine * right
        }
        for index in 0..<count {
            let left = self[p, index]
            let right = self[q, index]
            self[p, index] = cosine * left - sine * right
            self[q, index] = sine * left + cosine * right
            let first = vectors[index, p]
            let second = vectors[index, q]
            vectors[index, p] = cosine * first - sine * second
            vectors[index, q] = sine * first + cosine * second
        }
        self[p, q] = 0
        self[q, p] = 0
    }
}
