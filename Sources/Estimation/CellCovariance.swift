public import CellModel

/// A symmetric 6×6 matrix, one per lane, of which the lower triangle is stored.
///
/// The scalar-measurement update is the Joseph form, valid for any gain, so weighted-down and
/// masked measurements keep it symmetric and positive semidefinite.
@frozen
public struct CellCovariance<L: Lane>: Sendable {
    @usableFromInline var packed: InlineArray<21, L>

    /// All zero.
    @inlinable
    public init() {
        packed = InlineArray(repeating: .zero)
    }

    /// Element (row, column) of the matrix; both in 0..<6.
    @inlinable
    public subscript(row: Int, column: Int) -> L {
        get { packed[Self.position(row, column)] }
        set { packed[Self.position(row, column)] = newValue }
    }

    @inlinable
    static func position(_ row: Int, _ column: Int) -> Int {
        row >= column ? row &* (row &+ 1) / 2 &+ column : column &* (column &+ 1) / 2 &+ row
    }

    /// F P Fᵀ + Q for diagonal F and Q: the transition couples no two states.
    @inlinable
    public mutating func propagate(
        transition: borrowing InlineArray<6, L>, noise: borrowing InlineArray<6, L>
    ) {
        var index = 0
        for row in 0..<6 {
            for column in 0...row {
                packed[index] = packed[index] * transition[row] * transition[column]
                index &+= 1
            }
            packed[index &- 1] = packed[index &- 1] + noise[row]
        }
    }

    /// P Hᵀ.
    @inlinable
    public func projected(_ sensitivity: borrowing InlineArray<6, L>) -> InlineArray<6, L> {
        var result = InlineArray<6, L>(repeating: .zero)
        var index = 0
        for row in 0..<6 {
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
    public func variance(along sensitivity: borrowing InlineArray<6, L>) -> L {
        let projected = projected(sensitivity)
        var sum = L.zero
        for index in 0..<6 { sum = sum + sensitivity[index] * projected[index] }
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
        gain: borrowing InlineArray<6, L>, projected: borrowing InlineArray<6, L>,
        innovationVariance: L
    ) {
        var index = 0
        for row in 0..<6 {
            let scaled = gain[row] * innovationVariance
            for column in 0...row {
                let cross = gain[row] * projected[column] + projected[row] * gain[column]
                packed[index] = packed[index] - cross + scaled * gain[column]
                index &+= 1
            }
        }
    }
}
