public import CellModel

/// A symmetric 10×10 matrix, one per lane, of which the lower triangle is stored.
///
/// The scalar-measurement update is the Joseph form, valid for any gain, so weighted-down and
/// masked measurements keep it symmetric and positive semidefinite.
@frozen
public struct CellCovariance<L: Lane>: Sendable {
    @usableFromInline var packed: InlineArray<55, L>

    /// All zero.
    @inlinable
    public init() {
        packed = InlineArray(repeating: .zero)
    }

    /// Element (row, column) of the matrix; both in 0..<10.
    @inlinable
    public subscript(row: Int, column: Int) -> L {
        get { packed[Self.position(row, column)] }
        set { packed[Self.position(row, column)] = newValue }
    }

    @inlinable
    static func position(_ row: Int, _ column: Int) -> Int {
        row >= column
            ? (row &* (row &+ 1)) &>> 1 &+ column : (column &* (column &+ 1)) &>> 1 &+ row
    }

    /// F P Fᵀ + Q, where F is diagonal but for what the charge counted depends on.
    ///
    /// The current's offset (state 7) moves charge and both RC voltages (states 0 to 2); the
    /// capacity (state 8) moves the charge. Every other pair of states is left alone by the
    /// transition. On the diagonal only RC voltages, contact and error (states 1, 2, 3 and 6)
    /// differ from 1.
    ///
    /// - Parameters:
    ///   - fast: F(1, 1).
    ///   - slow: F(2, 2).
    ///   - contact: F(3, 3).
    ///   - error: F(6, 6).
    ///   - offset: F(0, 7), F(1, 7) and F(2, 7).
    ///   - capacity: F(0, 8).
    ///   - noise: The diagonal of Q.
    @inlinable
    public mutating func propagate(
        fast: L, slow: L, contact: L, error: L, offset: borrowing InlineArray<3, L>,
        capacity: L, noise: borrowing InlineArray<10, L>
    ) {
        // Rows first: those of F P that differ from a scaled P.
        var chargeRow = InlineArray<10, L>(repeating: .zero)
        var fastRow = InlineArray<10, L>(repeating: .zero)
        var slowRow = InlineArray<10, L>(repeating: .zero)
        for column in 0..<10 {
            let byOffset = packed[Self.position(7, column)]
            chargeRow[column] =
                packed[Self.position(0, column)] + byOffset * offset[0]
                + packed[Self.position(8, column)] * capacity
            fastRow[column] = packed[Self.position(1, column)] * fast + byOffset * offset[1]
            slowRow[column] = packed[Self.position(2, column)] * slow + byOffset * offset[2]
        }
        for column in 3..<10 {
            packed[Self.position(column, 0)] = chargeRow[column]
            packed[Self.position(column, 1)] = fastRow[column]
            packed[Self.position(column, 2)] = slowRow[column]
        }
        scale(6, by: error)
        scale(3, by: contact)
        packed[0] = chargeRow[0] + chargeRow[7] * offset[0] + chargeRow[8] * capacity
        packed[1] = fastRow[0] + fastRow[7] * offset[0] + fastRow[8] * capacity
        packed[2] = fastRow[1] * fast + fastRow[7] * offset[1]
        packed[3] = slowRow[0] + slowRow[7] * offset[0] + slowRow[8] * capacity
        packed[4] = slowRow[1] * fast + slowRow[7] * offset[1]
        packed[5] = slowRow[2] * slow + slowRow[7] * offset[2]
        for index in 0..<10 {
            let diagonal = Self.position(index, index)
            packed[diagonal] = packed[diagonal] + noise[index]
        }
    }

    /// Multiplies a state by a factor: its row and its column.
    @inlinable
    mutating func scale(_ index: Int, by factor: L) {
        for other in 0..<10 {
            let position = Self.position(index, other)
            packed[position] = packed[position] * factor
        }
        let diagonal = Self.position(index, index)
        packed[diagonal] = packed[diagonal] * factor
    }

    /// P Hᵀ.
    ///
    /// - Parameters:
    ///   - sensitivity: H.
    ///   - columns: Where H is not zero, ascending.
    @inlinable
    @inline(__always)
    public func projected<let count: Int>(
        _ sensitivity: borrowing InlineArray<10, L>, columns: borrowing InlineArray<count, Int>
    ) -> InlineArray<10, L> {
        var result = InlineArray<10, L>(repeating: .zero)
        for row in 0..<10 {
            var sum = L.zero
            for index in 0..<count {
                let column = columns[index]
                sum = sum + packed[Self.position(row, column)] * sensitivity[column]
            }
            result[row] = sum
        }
        return result
    }

    /// P − K (H P) − (P Hᵀ) Kᵀ + K S Kᵀ.
    ///
    /// - Parameters:
    ///   - gain: K, any.
    ///   - projected: P Hᵀ.
    ///   - innovationVariance: S = H P Hᵀ + R.
    @inlinable
    public mutating func update(
        gain: borrowing InlineArray<10, L>, projected: borrowing InlineArray<10, L>,
        innovationVariance: L
    ) {
        var index = 0
        for row in 0..<10 {
            let scaled = gain[row] * innovationVariance
            for column in 0...row {
                let cross = gain[row] * projected[column] + projected[row] * gain[column]
                packed[index] = packed[index] - cross + scaled * gain[column]
                index &+= 1
            }
        }
    }
}
