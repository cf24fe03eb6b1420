/// A measured value beside the converter's raw code, which tells a frozen sensor from a quiet one.
public struct Sample<Value: Sendable & Equatable>: Sendable, Equatable {
    /// The value, in the unit of its type.
    public let value: Value
    /// The code as read; what it counts is the driver's business.
    public let rawCode: Int64

    @inlinable
    public init(_ value: Value, rawCode: Int64) {
        self.value = value
        self.rawCode = rawCode
    }
}
