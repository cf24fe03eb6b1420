/// An electric potential difference; volts inside.
@frozen
public struct Voltage: Quantity {
    public let si: Double

    @inlinable public init(si: Double) { self.si = si }

    /// A value in volts.
    @inlinable public static func volts(_ value: Double) -> Self { Self(si: value) }

    /// The value in volts.
    @inlinable public var volts: Double { si }

    /// A value in millivolts.
    @inlinable public static func millivolts(_ value: Double) -> Self { Self(si: value / 1e3) }

    /// The value in millivolts.
    @inlinable public var millivolts: Double { si * 1e3 }

    /// A value in microvolts.
    @inlinable public static func microvolts(_ value: Double) -> Self { Self(si: value / 1e6) }

    /// The value in microvolts.
    @inlinable public var microvolts: Double { si * 1e6 }
}
