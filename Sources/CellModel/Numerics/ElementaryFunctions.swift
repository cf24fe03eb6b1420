// Elementary functions written once over `Lane`: the same bits from every lane type of a
// precision, on every platform, without the C library. Error bounds are for double precision and
// are checked by ElementaryFunctionTests; single precision is good to a few units in the last
// place.

extension Lane {
    /// The exponential. Relative error below 5e-16; arguments outside the domain of normal results
    /// (±708) are limited to it.
    ///
    /// Cody-Waite reduction to |r| ≤ ½ ln 2 and the Taylor polynomial of degree 13, whose remainder
    /// there is below 5e-18.
    @inlinable
    public static func exp(_ argument: Self) -> Self {
        let x = argument.clamped(exponentialDomain.lower, exponentialDomain.upper)
        let n = (x * 1.4426950408889634).roundedToInteger()
        let (high, low) = logarithmOfTwo
        let r = (x - n * high) - n * low
        var sum = Self(1.6059043836821613e-10)
        sum = sum * r + 2.08767569878681e-09
        sum = sum * r + 2.505210838544172e-08
        sum = sum * r + 2.755731922398589e-07
        sum = sum * r + 2.7557319223985893e-06
        sum = sum * r + 2.48015873015873e-05
        sum = sum * r + 1.984126984126984e-04
        sum = sum * r + 1.388888888888889e-03
        sum = sum * r + 8.333333333333333e-03
        sum = sum * r + 4.1666666666666664e-02
        sum = sum * r + 1.6666666666666666e-01
        sum = sum * r + 0.5
        sum = sum * r + 1
        sum = sum * r + 1
        return sum * powerOfTwo(n)
    }

    /// The natural logarithm of a positive normal number. Relative error below 1e-15.
    ///
    /// ln(1 + f) = 2 artanh(f / (2 + f)), the series taken to the 21st power.
    @inlinable
    public static func log(_ argument: Self) -> Self {
        let (fraction, exponent) = argument.splitExponent()
        let f = fraction - 1
        let s = f / (f + 2)
        let s2 = s * s
        var sum = Self(2.0 / 21)
        sum = sum * s2 + 2.0 / 19
        sum = sum * s2 + 2.0 / 17
        sum = sum * s2 + 2.0 / 15
        sum = sum * s2 + 2.0 / 13
        sum = sum * s2 + 2.0 / 11
        sum = sum * s2 + 2.0 / 9
        sum = sum * s2 + 2.0 / 7
        sum = sum * s2 + 2.0 / 5
        sum = sum * s2 + 2.0 / 3
        let (high, low) = logarithmOfTwo
        let tail = s * s2 * sum + exponent * low
        return exponent * high + (2 * s + tail)
    }

    /// A positive normal number to a power. Relative error below 1e-15 × (1 + |y ln x|).
    @inlinable
    public static func pow(_ base: Self, _ exponent: Self) -> Self {
        exp(exponent * log(base))
    }

    /// The hyperbolic tangent. Absolute error below 5e-16.
    @inlinable
    public static func tanh(_ argument: Self) -> Self {
        1 - 2 / (exp(argument * 2) + 1)
    }
}
