/// The arithmetic a cell equation needs, so that one text serves four machines: `Double` (one cell
/// on a Raspberry Pi), `Float` (a microcontroller), `SIMD8<Double>` (eight cells of a sweep) and
/// `SIMD16<Float>`.
///
/// Swift neither reorders nor fuses floating-point operations, and the elementary functions are
/// built from these operations alone, so every lane of a given precision yields the same bits on
/// every platform. Branches are replaced by ``select(_:_:otherwise:)``.
public protocol Lane: Sendable {
    /// One truth value per lane.
    associatedtype Mask: Sendable

    /// How many cells one value carries.
    static var laneCount: Int { get }

    /// The same constant in every lane.
    init(_ value: Double)

    static func + (left: Self, right: Self) -> Self
    static func - (left: Self, right: Self) -> Self
    static func * (left: Self, right: Self) -> Self
    static func / (left: Self, right: Self) -> Self
    static prefix func - (value: Self) -> Self

    /// The value of one lane, widened; not for hot paths.
    subscript(lane index: Int) -> Double { get set }

    /// Correctly rounded square root.
    func squareRoot() -> Self

    /// Where `left` is less than `right`; false where either is not a number.
    static func isLess(_ left: Self, _ right: Self) -> Mask

    static func both(_ left: Mask, _ right: Mask) -> Mask

    static func not(_ mask: Mask) -> Mask

    /// `value` where the mask holds, `otherwise` elsewhere.
    static func select(_ mask: Mask, _ value: Self, otherwise: Self) -> Self

    /// Whether the mask holds in any lane.
    static func any(_ mask: Mask) -> Bool

    /// Rounds to the nearest integer, ties to even; exact for magnitudes below 2^21.
    func roundedToInteger() -> Self

    /// Two to the power of `exponent`, which holds integers inside the normal range.
    static func powerOfTwo(_ exponent: Self) -> Self

    /// Splits positive normal numbers into `fraction` × 2^`exponent`, `fraction` in [√½, √2).
    func splitExponent() -> (fraction: Self, exponent: Self)

    /// The smallest and largest arguments whose exponential is a normal number.
    static var exponentialDomain: (lower: Self, upper: Self) { get }

    /// ln 2 in two parts: `high` has so many trailing zero bits that its product with any
    /// exponent of the precision is exact (Cody and Waite 1980).
    static var logarithmOfTwo: (high: Self, low: Self) { get }
}

extension Lane {
    /// The constants 0 and 1 in every lane.
    @inlinable public static var zero: Self { Self(0) }
    @inlinable public static var one: Self { Self(1) }

    @inlinable public static func * (factor: Double, value: Self) -> Self { Self(factor) * value }
    @inlinable public static func * (value: Self, factor: Double) -> Self { value * Self(factor) }
    @inlinable public static func + (value: Self, term: Double) -> Self { value + Self(term) }
    @inlinable public static func - (value: Self, term: Double) -> Self { value - Self(term) }
    @inlinable public static func + (term: Double, value: Self) -> Self { Self(term) + value }
    @inlinable public static func - (term: Double, value: Self) -> Self { Self(term) - value }
    @inlinable public static func / (value: Self, divisor: Double) -> Self {
        value / Self(divisor)
    }
    @inlinable public static func / (dividend: Double, value: Self) -> Self {
        Self(dividend) / value
    }

    /// The smaller value, lane by lane; `other` where either is not a number.
    @inlinable public static func minimum(_ value: Self, _ other: Self) -> Self {
        select(isLess(value, other), value, otherwise: other)
    }

    /// The larger value, lane by lane; `other` where either is not a number.
    @inlinable public static func maximum(_ value: Self, _ other: Self) -> Self {
        select(isLess(other, value), value, otherwise: other)
    }

    /// The value limited to an interval.
    @inlinable public func clamped(_ lower: Self, _ upper: Self) -> Self {
        Self.minimum(Self.maximum(self, lower), upper)
    }

    /// The value where it is positive, zero elsewhere: [x]⁺ in the papers.
    @inlinable public var positivePart: Self { Self.maximum(self, .zero) }

    /// The absolute value.
    @inlinable public var magnitude: Self { Self.maximum(self, -self) }
}
