/// An electrical resistance; ohms inside.
@frozen
public struct Resistance: Quantity {
    public let si: Double

    @inlinable public init(si: Double) { self.si = si }

    /// A value in ohms.
    @inlinable public static func ohms(_ value: Double) -> Self { Self(si: value) }

    /// The value in ohms.
    @inlinable public var ohms: Double { si }

    /// A value in milliohms.
    @inlinable public static func milliohms(_ value: Double) -> Self { Self(si: value / 1e3) }

    /// The value in milliohms.
    @inlinable public var milliohms: Double { si * 1e3 }

    /// A value in microohms.
    @inlinable public static func microohms(_ value: Double) -> Self { Self(si: value / 1e6) }

    /// The value in microohms.
    @inlinable public var microohms: Double { si * 1e6 }
}
