extension SIMD8: Lane where Scalar == Double {
    public typealias Mask = SIMDMask<SIMD8<Int64>>

    @inlinable public static var laneCount: Int { 8 }

    @inlinable public init(_ value: Double) { self.init(repeating: value) }

    @inlinable public subscript(lane index: Int) -> Double {
        get { self[index] }
        set { self[index] = newValue }
    }

    @inlinable public static func isLess(_ left: Self, _ right: Self) -> Mask { left .< right }
    @inlinable public static func both(_ left: Mask, _ right: Mask) -> Mask { left .& right }
    @inlinable public static func not(_ mask: Mask) -> Mask { .!mask }
    @inlinable public static func any(_ mask: Mask) -> Bool { mask != Mask(repeating: false) }

    @inlinable
    public static func select(_ mask: Mask, _ value: Self, otherwise: Self) -> Self {
        otherwise.replacing(with: value, where: mask)
    }

    @inlinable public func roundedToInteger() -> Self {
        (self + Self(repeating: 0x1.8p52)) - Self(repeating: 0x1.8p52)
    }

    @inlinable public static func powerOfTwo(_ exponent: Self) -> Self {
        let shifted = exponent + Self(repeating: 0x1.8p52 + 1023)
        let bits = unsafeBitCast(shifted, to: SIMD8<UInt64>.self) &<< 52
        return unsafeBitCast(bits, to: Self.self)
    }

    @inlinable public func splitExponent() -> (fraction: Self, exponent: Self) {
        let bits = unsafeBitCast(self, to: SIMD8<UInt64>.self)
        let biased = (bits &- 0x3FE6_A09E_667F_3BCD &+ 0x3FF0_0000_0000_0000) &>> 52
        let fraction = unsafeBitCast(bits &- (biased &<< 52) &+ (1023 << 52), to: Self.self)
        let counted = unsafeBitCast(biased | (0x1.8p52).bitPattern, to: Self.self)
        return (fraction, counted - Self(repeating: 0x1.8p52 + 1023))
    }

    @inlinable public static var exponentialDomain: (lower: Self, upper: Self) {
        (Self(repeating: -708), Self(repeating: 709))
    }

    @inlinable public static var logarithmOfTwo: (high: Self, low: Self) {
        (
            Self(repeating: 6.93147180369123816490e-01),
            Self(repeating: 1.90821492927058770002e-10)
        )
    }
}

extension SIMD16: Lane where Scalar == Float {
    public typealias Mask = SIMDMask<SIMD16<Int32>>

    @inlinable public static var laneCount: Int { 16 }

    @inlinable public init(_ value: Double) { self.init(repeating: Float(value)) }

    @inlinable public subscript(lane index: Int) -> Double {
        get { Double(self[index]) }
        set { self[index] = Float(newValue) }
    }

    @inlinable public static func isLess(_ left: Self, _ right: Self) -> Mask { left .< right }
    @inlinable public static func both(_ left: Mask, _ right: Mask) -> Mask { left .& right }
    @inlinable public static func not(_ mask: Mask) -> Mask { .!mask }
    @inlinable public static func any(_ mask: Mask) -> Bool { mask != Mask(repeating: false) }

    @inlinable
    public static func select(_ mask: Mask, _ value: Self, otherwise: Self) -> Self {
        otherwise.replacing(with: value, where: mask)
    }

    @inlinable public func roundedToInteger() -> Self {
        (self + Self(repeating: 0x1.8p23)) - Self(repeating: 0x1.8p23)
    }

    @inlinable public static func powerOfTwo(_ exponent: Self) -> Self {
        let shifted = exponent + Self(repeating: 0x1.8p23 + 127)
        let bits = unsafeBitCast(shifted, to: SIMD16<UInt32>.self) &<< 23
        return unsafeBitCast(bits, to: Self.self)
    }

    @inlinable public func splitExponent() -> (fraction: Self, exponent: Self) {
        let bits = unsafeBitCast(self, to: SIMD16<UInt32>.self)
        let biased = (bits &- 0x3F35_04F3 &+ 0x3F80_0000) &>> 23
        let fraction = unsafeBitCast(bits &- (biased &<< 23) &+ (127 << 23), to: Self.self)
        let counted = unsafeBitCast(biased | (0x1.8p23 as Float).bitPattern, to: Self.self)
        return (fraction, counted - Self(repeating: 0x1.8p23 + 127))
    }

    @inlinable public static var exponentialDomain: (lower: Self, upper: Self) {
        (Self(repeating: -87), Self(repeating: 88))
    }

    @inlinable public static var logarithmOfTwo: (high: Self, low: Self) {
        (Self(repeating: 0.693359375), Self(repeating: -2.12194440e-4))
    }
}
