/// The fits themselves.
extension HalfCell {
    @inlinable
    static func nmc811Potential<L: Lane>(_ x: L) -> L {
        let base = x * -0.8090 + 4.4875
        let first = L.tanh((x - 0.5542) * 18.5138) * -0.0428
        let second = L.tanh((x - 0.3117) * 15.7890) * -17.7326
        let third = L.tanh((x - 0.3120) * 15.9308) * 17.5842
        return base + first + second + third
    }

    @inlinable
    static func nmc532Potential<L: Lane>(_ x: L) -> L {
        let polynomial = horner(x, -2.2166, 3.5146, -2.0843, 1.6225, -1.6518, 4.3452)
        return polynomial - L.exp(x * 109.451 - 100.006) * 0.5623e-4
    }

    @inlinable
    static func lfpPotential<L: Lane>(_ x: L) -> L {
        3.4077 - x * 0.020269 + L.exp(x * -150) * 0.5 - L.exp((1 - x) * -30) * 0.9
    }

    @inlinable
    static func lcoPotential<L: Lane>(_ x: L) -> L {
        let s = x * 1.062
        let first = L.tanh(30.834 - s * 54.4806) * 0.07645
        let second = L.tanh(52.294 - s * 50.294) * 2.1581
        let third = L.tanh(11.0923 - s * 19.8543) * -0.14169
        let fourth = L.tanh(1.4684 - s * 5.4888) * 0.2051
        let fifth = L.tanh((0.56478 - s) / 0.1316) * 0.2531
        let sixth = L.tanh((s - 0.525) / 0.006) * -0.02167
        return 2.16216 + first + second + third + fourth + fifth + sixth
    }

    @inlinable
    static func graphitePotential<L: Lane>(_ x: L) -> L {
        let first = L.exp(x * -39.3631) * 1.9793 + 0.2482
        let second = L.tanh((x - 0.1234) * 29.8538) * -0.0909
        let third = L.tanh((x - 0.2769) * 14.9159) * -0.04478
        let fourth = L.tanh((x - 0.6103) * 30.4444) * -0.0205
        return first + second + third + fourth
    }

    @inlinable
    static func siliconLithiation<L: Lane>(_ x: L) -> L {
        horner(x, 372.6, -587.6, 489.9, -232.8, 62.99, -9.286, 0.8633, leading: -96.63)
    }

    @inlinable
    static func siliconDelithiation<L: Lane>(_ x: L) -> L {
        horner(x, 161.3, -205.7, 140.2, -58.76, 16.87, -3.792, 0.9937, leading: -51.02)
    }

    @inlinable
    static func ltoPotential<L: Lane>(_ x: L) -> L {
        1.55 + L.exp(x * -80) * 0.30 - L.exp((1 - x) * -60) * 0.25
    }

    /// A polynomial of degree five, highest coefficient first.
    @inlinable
    static func horner<L: Lane>(
        _ x: L, _ c5: Double, _ c4: Double, _ c3: Double, _ c2: Double, _ c1: Double, _ c0: Double
    ) -> L {
        // In two steps, for the sake of Swift 6.2's type checker.
        let cubic = (x * c5 + c4) * x + c3
        return ((cubic * x + c2) * x + c1) * x + c0
    }

    /// A polynomial of degree seven, highest coefficient first.
    @inlinable
    static func horner<L: Lane>(
        _ x: L, _ c6: Double, _ c5: Double, _ c4: Double, _ c3: Double, _ c2: Double, _ c1: Double,
        _ c0: Double, leading c7: Double
    ) -> L {
        let leading = (x * c7 + c6) * x + c5
        let fifth = x * x * x * x * x
        return leading * fifth + horner(x, 0, c4, c3, c2, c1, c0)
    }
}
