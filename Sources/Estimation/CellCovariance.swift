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
        row >= column ? row &* (row &+ 1) / 2 &+ column : column &* (column &+ 1) / 2 &+ row
    }

    /// F P Fᵀ + Q, where F is diagonal but for what the charge counted depends on.
    ///
    /// The current's offset (state 7) moves charge and both RC voltages (states 0 to 2); the
    /// capacity (state 8) moves the charge. Every other pair of states is left alone by the
    /// transition.
    ///
    /// - Parameters:
    ///   - transition: The diagonal of F.
    ///   - offset: F(0, 7), F(1, 7) and F(2, 7).
    ///   - capacity: F(0, 8).
    ///   - noise: The diagonal of Q.
    @inlinable
    public mutating func propagate(
        transition: borrowing InlineArray<10, L>, offset: borrowing InlineArray<3, L>,
        capacity: L, noise: borrowing InlineArray<10, L>
    ) {
        // Rows first: A = F P, of which rows 0 to 2 differ from a scaled P.
        var charge = InlineArray<10, L>(repeating: .zero)
        var fast = InlineArray<10, L>(repeating: .zero)
        var slow = InlineArray<10, L>(repeating: .zero)
        for column in 0..<10 {
            let byOffset = self[7, column]
            charge[column] =
                self[0, column] * transition[0] + byOffset * offset[0] + self[8, column] * capacity
            fast[column] = self[1, column] * transition[1] + byOffset * offset[1]
            slow[column] = self[2, column] * transition[2] + byOffset * offset[2]
        }
        var index = 6
        for row in 3..<10 {
            packed[index] = charge[row] * transition[row]
            packed[index &+ 1] = fast[row] * transition[row]
            packed[index &+ 2] = slow[row] * transition[row]
            index &+= 3
            for column in 3...row {
                packed[index] = packed[index] * transition[row] * transition[column]
                index &+= 1
            }
            packed[index &- 1] = packed[index &- 1] + noise[row]
        }
        packed[0] =
            charge[0] * transition[0] + charge[7] * offset[0] + charge[8] * capacity + noise[0]
        packed[1] = fast[0] * transition[0] + fast[7] * offset[0] + fast[8] * capacity
        packed[2] = fast[1] * transition[1] + fast[7] * offset[1] + noise[1]
        packed[3] = slow[0] * transition[0] + slow[7] * offset[0] + slow[8] * capacity
        packed[4] = slow[1] * transition[1] + slow[7] * offset[1]
        packed[5] = slow[2] * transition[2] + slow[7] * offset[2] + noise[2]
    }

    /// P Hᵀ.
    @inlinable
    public func projected(_ sensitivity: borrowing InlineArray<10, L>) -> InlineArray<10, L> {
        var result = InlineArray<10, L>(repeating: .zero)
        var index = 0
        for row in 0..<10 {
            for column in 0..<row {
                let element = packed[index]
                result[row] = result[row] + element * sensitivity[column]
                result[column] = result[column] + element * sensitivity[row]
                index &+= 1
            }
            result[row] = result[row] + packed[index] * sensitivity[row]
            index &+= 1
        }
        return result
    }

    /// H P Hᵀ, not negative.
    @inlinable
    public func variance(along sensitivity: borrowing InlineArray<10, L>) -> L {
        let projected = projected(sensitivity)
        var sum = L.zero
        for index in 0..<10 { sum = sum + sensitivity[index] * projected[index] }
        return sum.positivePart
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
