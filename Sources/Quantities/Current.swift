/// An electric current; amperes inside. **Positive current charges the battery**, everywhere.
@frozen
public struct Current: Quantity {
    public let si: Double

    @inlinable public init(si: Double) { self.si = si }

    /// A value in amperes.
    @inlinable public static func amperes(_ value: Double) -> Self { Self(si: value) }

    /// The value in amperes.
    @inlinable public var amperes: Double { si }

    /// A value in milliamperes.
    @inlinable public static func milliamperes(_ value: Double) -> Self { Self(si: value / 1e3) }

    /// The value in milliamperes.
    @inlinable public var milliamperes: Double { si * 1e3 }
}
