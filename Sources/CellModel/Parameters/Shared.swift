/// An immutable value behind one reference.
///
/// The parameters of a cell hold a dozen tables. Copied as they are, each copy counts twelve
/// references up and down; read through one of these, none.
public final class Shared<Value: Sendable>: Sendable {
    public let value: Value

    @inlinable
    public init(_ value: Value) { self.value = value }

    /// Calls `body` with the value, which is not copied on the way.
    @inlinable
    public func read<Result>(_ body: (borrowing Value) -> Result) -> Result { body(value) }
}
