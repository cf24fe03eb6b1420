/// How a pressed stack settles: everything soft in it flows, and a rigid press loses pressure.
///
/// du/dt = (p / p_c)^m / τ_c, with 1/τ_c written as the rate at p_c. While the stack neither grows
/// nor shrinks, dp/dt = −K_f du/dt, which has a closed solution: a step may be as long as the stack
/// keeps still.
///
/// It is the displacement of the whole stack, not a strain: one anchor is not enough to tell cells
/// from gaskets. Real stacks settle fast at first and slower later, which one state does not show.
public struct Settling: Sendable, Equatable {
    /// 1/τ_c, m/s at the reference pressure.
    public var rate: Double
    /// p_c, Pa.
    public var referencePressure: Double
    /// m ≥ 0.
    public var exponent: Double

    public init(rate: Double, referencePressure: Double, exponent: Double) {
        precondition(
            referencePressure > 0 && rate >= 0 && exponent >= 0,
            "Settling has a reference pressure above 0 and neither rate nor exponent below.")
        self.rate = rate
        self.referencePressure = referencePressure
        self.exponent = exponent
    }

    /// A stack that never settles.
    public static let none = Settling(rate: 0, referencePressure: 1e6, exponent: 1)

    /// The record of Zhang et al. 2017: 1.2 MPa lost over 110 h from 61.8 MPa in a jig of
    /// 0.26 MPa/µm. m = 1 is assumed; the rate follows from it.
    public static let zhang2017 = Settling(
        rate: 1.177e-11, referencePressure: 61.8e6, exponent: 1)

    /// By how much the stack settles in an interval in which it neither grows nor shrinks, m.
    ///
    /// Exact for every length of the interval. With x = K_f (p/p_c)^m t / (τ_c p), pressure falls
    /// to p (1 + (m − 1) x)^(1/(1−m)), and to p e^(−x) for m = 1.
    ///
    /// - Parameters:
    ///   - pressure: p at the beginning, Pa.
    ///   - stiffness: K_f, Pa/m; 0 where the press keeps up the pressure.
    ///   - interval: t, s.
    public func displacement(pressure: Double, stiffness: Double, interval: Double) -> Double {
        guard rate > 0, pressure > 0, interval > 0 else { return 0 }
        let ratio = pressure / referencePressure
        let power = exponent == 1 ? ratio : Double.pow(ratio, exponent)
        let free = rate * power * interval
        let x = stiffness * free / pressure
        return free * share(x)
    }

    /// What is left of the settling at constant pressure when the pressure falls with it:
    /// (1 − p₁/p₀) / x, by its series where the difference would lose its digits.
    private func share(_ x: Double) -> Double {
        if x < 1e-4 { return 1 - exponent * x * (0.5 - (2 * exponent - 1) * x / 6) }
        if exponent == 1 { return (1 - Double.exp(-x)) / x }
        let base = 1 + (exponent - 1) * x
        // Below m = 1 a stack settles out of its press in finite time.
        guard base > 0 else { return 1 / x }
        return (1 - Double.pow(base, 1 / (1 - exponent))) / x
    }
}
