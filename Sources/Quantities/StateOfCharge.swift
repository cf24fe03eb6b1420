/// The fraction of a cell's capacity that is available for discharge, 0 to 1.
///
/// Estimates may leave the interval by their uncertainty; nothing is clamped here. Percent appears
/// only on screens.
@frozen
public struct StateOfCharge: Comparable, Hashable, Sendable {
    /// 0 is empty, 1 is full.
    public let fraction: Double

    @inlinable public init(fraction: Double) { self.fraction = fraction }

    /// A value in percent.
    @inlinable public static func percent(_ value: Double) -> Self {
        Self(fraction: value / 100)
    }

    /// The value in percent.
    @inlinable public var percent: Double { fraction * 100 }

    @inlinable public static func < (left: Self, right: Self) -> Bool {
        left.fraction < right.fraction
    }
}
