/// A physical quantity with one SI unit inside and named units at its edges.
///
/// Values are made and read in the manner of `Duration`: `.volts(4.2)`, `limit.millivolts`.
/// Conforming types add nothing but their units; arithmetic is shared here. Two quantities of
/// different kinds cannot be added, and a number cannot become a quantity without naming its unit.
public protocol Quantity: Comparable, Hashable, Sendable {
    /// Makes the quantity from its value in the SI unit.
    init(si: Double)

    /// The value in the SI unit.
    var si: Double { get }
}

extension Quantity {
    /// Nothing of the quantity.
    @inlinable public static var zero: Self { Self(si: 0) }

    @inlinable public static func < (left: Self, right: Self) -> Bool { left.si < right.si }

    @inlinable public static func + (left: Self, right: Self) -> Self {
        Self(si: left.si + right.si)
    }

    @inlinable public static func - (left: Self, right: Self) -> Self {
        Self(si: left.si - right.si)
    }

    @inlinable public static prefix func - (value: Self) -> Self { Self(si: -value.si) }

    @inlinable public static func * (value: Self, factor: Double) -> Self {
        Self(si: value.si * factor)
    }

    @inlinable public static func * (factor: Double, value: Self) -> Self {
        Self(si: value.si * factor)
    }

    @inlinable public static func / (value: Self, divisor: Double) -> Self {
        Self(si: value.si / divisor)
    }

    /// The ratio of two quantities of one kind, a plain number.
    @inlinable public static func / (left: Self, right: Self) -> Double { left.si / right.si }

    /// The absolute value.
    @inlinable public var magnitude: Self { Self(si: si.magnitude) }

    /// Whether the value is neither infinite nor not-a-number.
    @inlinable public var isFinite: Bool { si.isFinite }
}
