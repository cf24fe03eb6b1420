/// How the contact between lithium and electrolyte is lost and recovered.
///
/// Stripping faster than pressure and creep can supply lithium opens voids; plating, pressure and
/// time close them, but for a part that stays. One law serves threshold, growth and healing:
///
///     stripping  dθ/dt = −k [i − i_sup θ^(1−n)]⁺ + k [i_sup θ^(1−n) − i]⁺ (1 − θ − θ_u)
///     plating    dθ/dt = k (η_p i + i_sup) (1 − θ − θ_u),  dθ_u/dt = κ_u k i (1 − θ − θ_u)
///     rest       dθ/dt = k i_sup (1 − θ − θ_u)
///
/// with i_sup(p, T) = i₀ (p / 1 MPa)ⁿ exp[−Q/R (1/T − 1/T₀)], fitted to the stripping limits of
/// Kasemchainan et al. 2019 (Nat. Mater. 18 1105) and Spencer Jolly et al. 2021 (ACS Appl. Mater.
/// Interfaces 13 22708).
public struct ContactDynamics: Sendable, Equatable {
    /// False for anodes that do not void (Li-In, silicon, graphite): θ stays 1.
    public var isActive: Bool
    /// Height of a void h_v, m.
    public var voidHeight: Double
    /// i₀, A/m², at 1 MPa and 25 °C.
    public var sustainableCurrent: Double
    /// n of the pressure.
    public var pressureExponent: Double
    /// Q, J/mol.
    public var activationEnergy: Double
    /// η_p, part of the plated lithium that closes voids.
    public var platingEfficiency: Double
    /// κ_u, part of the closing that leaves unrecoverable voids.
    public var unrecoverableFraction: Double

    public init(
        isActive: Bool, voidHeight: Double, sustainableCurrent: Double, pressureExponent: Double,
        activationEnergy: Double, platingEfficiency: Double, unrecoverableFraction: Double
    ) {
        self.isActive = isActive
        self.voidHeight = voidHeight
        self.sustainableCurrent = sustainableCurrent
        self.pressureExponent = pressureExponent
        self.activationEnergy = activationEnergy
        self.platingEfficiency = platingEfficiency
        self.unrecoverableFraction = unrecoverableFraction
    }

    /// Contact that never changes.
    public static let inactive = ContactDynamics(
        isActive: false, voidHeight: 1e-5, sustainableCurrent: 0, pressureExponent: 1,
        activationEnergy: 0, platingEfficiency: 0, unrecoverableFraction: 0)

    /// k = V_m / (F h_v), m²/C: contact lost per charge stripped from voids of height h_v.
    @inlinable public var growthRate: Double {
        PhysicalConstants.lithiumMolarVolume / (PhysicalConstants.faraday * voidHeight)
    }

    /// i_sup, A/m²: the stripping current density that contact sustains.
    ///
    /// - Parameters:
    ///   - pressure: p, Pa; limited to 10 kPa from below.
    ///   - temperature: T, K.
    @inlinable
    public func sustainableCurrent<L: Lane>(pressure: L, temperature: L) -> L {
        let megapascals = L.maximum(pressure, L(1e4)) * 1e-6
        let activated = Arrhenius.resistanceFactor(
            activationEnergy: activationEnergy, temperature: temperature)
        return L.pow(megapascals, L(pressureExponent)) * sustainableCurrent / activated
    }

    /// dθ/dt and dθ_u/dt, 1/s.
    ///
    /// - Parameters:
    ///   - contactFraction: θ, limited to 0.02…1.
    ///   - unrecoverable: θ_u, 0 to 1.
    ///   - currentDensity: A/m² of electrode, positive charges (plates lithium).
    ///   - sustainable: i_sup as from ``sustainableCurrent(pressure:temperature:)``.
    @inlinable
    public func rates<L: Lane>(
        contactFraction: L, unrecoverable: L, currentDensity: L, sustainable: L
    ) -> (contact: L, unrecoverable: L) {
        let (rate, _, unrecoverableRate) = linearisedRates(
            contactFraction: contactFraction, unrecoverable: unrecoverable,
            currentDensity: currentDensity, sustainable: sustainable)
        return (rate, unrecoverableRate)
    }

    /// dθ/dt, its derivative by θ, and dθ_u/dt, 1/s; parameters as for ``rates``.
    @inlinable
    public func linearisedRates<L: Lane>(
        contactFraction: L, unrecoverable: L, currentDensity: L, sustainable: L
    ) -> (contact: L, slope: L, unrecoverable: L) {
        let k = growthRate
        let theta = contactFraction.clamped(L(0.02), .one)
        let lost = (1 - theta - unrecoverable).positivePart
        let plating = currentDensity.positivePart
        let stripping = (-currentDensity).positivePart
        // θ^(1−n): n is near 1, so this is near 1; it sharpens the threshold as contact shrinks.
        let supplied = sustainable * L.pow(theta, L(1 - pressureExponent))
        let suppliedSlope = supplied * (1 - pressureExponent) / theta
        let excess = stripping - supplied
        let isPlating = L.isLess(.zero, plating)
        let isGrowing = L.isLess(.zero, excess)
        let isHealable = L.isLess(.zero, lost)

        let growth = excess.positivePart
        let healing = (-excess).positivePart
        let closing = plating * platingEfficiency + sustainable
        let stripped = healing * lost - growth
        let healingSlope = L.select(
            isHealable, suppliedSlope * lost - healing, otherwise: .zero)
        let strippedSlope = L.select(isGrowing, suppliedSlope, otherwise: healingSlope)
        let closingSlope = L.select(isHealable, -closing, otherwise: .zero)
        return (
            L.select(isPlating, closing * lost, otherwise: stripped) * k,
            L.select(isPlating, closingSlope, otherwise: strippedSlope) * k,
            plating * lost * (unrecoverableFraction * k)
        )
    }
}
