/// An electric charge; coulombs inside. Positive charge went into the battery.
@frozen
public struct Charge: Quantity {
    public let si: Double

    @inlinable public init(si: Double) { self.si = si }

    /// A value in coulombs.
    @inlinable public static func coulombs(_ value: Double) -> Self { Self(si: value) }

    /// The value in coulombs.
    @inlinable public var coulombs: Double { si }

    /// A value in ampere-hours.
    @inlinable public static func ampereHours(_ value: Double) -> Self { Self(si: value * 3600) }

    /// The value in ampere-hours.
    @inlinable public var ampereHours: Double { si / 3600 }
}
