/// A mechanical stack pressure; pascals inside. Positive compresses the stack.
@frozen
public struct Pressure: Quantity {
    public let si: Double

    @inlinable public init(si: Double) { self.si = si }

    /// A value in pascals.
    @inlinable public static func pascals(_ value: Double) -> Self { Self(si: value) }

    /// The value in pascals.
    @inlinable public var pascals: Double { si }

    /// A value in kilopascals.
    @inlinable public static func kilopascals(_ value: Double) -> Self { Self(si: value * 1e3) }

    /// The value in kilopascals.
    @inlinable public var kilopascals: Double { si / 1e3 }

    /// A value in megapascals.
    @inlinable public static func megapascals(_ value: Double) -> Self { Self(si: value * 1e6) }

    /// The value in megapascals.
    @inlinable public var megapascals: Double { si / 1e6 }
}
