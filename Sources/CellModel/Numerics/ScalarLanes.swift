extension Double: Lane {
    @inlinable public static var laneCount: Int { 1 }

    @inlinable public subscript(lane index: Int) -> Double {
        get { self }
        set { self = newValue }
    }

    @inlinable public static func isLess(_ left: Double, _ right: Double) -> Bool { left < right }
    @inlinable public static func both(_ left: Bool, _ right: Bool) -> Bool { left && right }
    @inlinable public static func not(_ mask: Bool) -> Bool { !mask }
    @inlinable public static func any(_ mask: Bool) -> Bool { mask }

    @inlinable
    public static func select(_ mask: Bool, _ value: Double, otherwise: Double) -> Double {
        mask ? value : otherwise
    }

    // Adding 1.5 × 2^52 leaves the integer in the low bits of the significand.
    @inlinable public func roundedToInteger() -> Double { (self + 0x1.8p52) - 0x1.8p52 }

    @inlinable public static func powerOfTwo(_ exponent: Double) -> Double {
        Double(bitPattern: (exponent + (0x1.8p52 + 1023)).bitPattern << 52)
    }

    // Bits of √½, moved so that the biased exponent counts from [√½, √2).
    @inlinable public func splitExponent() -> (fraction: Double, exponent: Double) {
        let biased =
            (bitPattern &- 0x3FE6_A09E_667F_3BCD &+ 0x3FF0_0000_0000_0000) >> 52
        let fraction = Double(bitPattern: bitPattern &- (biased << 52) &+ (1023 << 52))
        let exponent = Double(bitPattern: biased | (0x1.8p52).bitPattern) - (0x1.8p52 + 1023)
        return (fraction, exponent)
    }

    @inlinable public static var exponentialDomain: (lower: Double, upper: Double) {
        (-708, 709)
    }

    @inlinable public static var logarithmOfTwo: (high: Double, low: Double) {
        (6.93147180369123816490e-01, 1.90821492927058770002e-10)
    }
}

extension Float: Lane {
    @inlinable public static var laneCount: Int { 1 }

    @inlinable public subscript(lane index: Int) -> Double {
        get { Double(self) }
        set { self = Float(newValue) }
    }

    @inlinable public static func isLess(_ left: Float, _ right: Float) -> Bool { left < right }
    @inlinable public static func both(_ left: Bool, _ right: Bool) -> Bool { left && right }
    @inlinable public static func not(_ mask: Bool) -> Bool { !mask }
    @inlinable public static func any(_ mask: Bool) -> Bool { mask }

    @inlinable
    public static func select(_ mask: Bool, _ value: Float, otherwise: Float) -> Float {
        mask ? value : otherwise
    }

    @inlinable public func roundedToInteger() -> Float { (self + 0x1.8p23) - 0x1.8p23 }

    @inlinable public static func powerOfTwo(_ exponent: Float) -> Float {
        Float(bitPattern: (exponent + (0x1.8p23 + 127)).bitPattern << 23)
    }

    @inlinable public func splitExponent() -> (fraction: Float, exponent: Float) {
        let biased = (bitPattern &- 0x3F35_04F3 &+ 0x3F80_0000) >> 23
        let fraction = Float(bitPattern: bitPattern &- (biased << 23) &+ (127 << 23))
        let exponent = Float(bitPattern: biased | (0x1.8p23 as Float).bitPattern) - (0x1.8p23 + 127)
        return (fraction, exponent)
    }

    @inlinable public static var exponentialDomain: (lower: Float, upper: Float) { (-87, 88) }

    @inlinable public static var logarithmOfTwo: (high: Float, low: Float) {
        (0.693359375, -2.12194440e-4)
    }
}
