/// How close plating comes to driving lithium through the electrolyte.
///
/// Two counters add: the local current density against the critical one, and the charge plated
/// since the last stripping against the threshold capacity,
///
///     rate = ρ { h(i_loc/i_CCD(T)) + h(Q/Q_th) },  i_loc = i/θ,
///     h(x) = exp[(x − 1)/w] − exp(−1/w)
///
/// with i_CCD(T) = i_CCD exp[−Eₐ/R (1/T − 1/T₀)] and Q_th falling as i_CCD/i_loc where the local
/// current exceeds it: cells short well below their critical current once enough has been plated.
/// The shape is an assumption; the limits are measured (Kasemchainan et al. 2019, Nat. Mater. 18
/// 1105, for Li6PS5Cl).
public struct PlatingLimit: Sendable, Equatable {
    /// i_CCD at 25 °C, A/m²; infinite where lithium metal never forms.
    public var criticalCurrent: Double
    /// Eₐ, J/mol.
    public var activationEnergy: Double
    /// Q_th, C/m²; infinite where none is known.
    public var thresholdCapacity: Double
    /// ρ, 1/s: soft shorts per second at either limit.
    public var rateAtLimit: Double
    /// w, > 0.
    public var sharpness: Double

    public init(
        criticalCurrent: Double, activationEnergy: Double, thresholdCapacity: Double = .infinity,
        rateAtLimit: Double, sharpness: Double = 0.15
    ) {
        self.criticalCurrent = criticalCurrent
        self.activationEnergy = activationEnergy
        self.thresholdCapacity = thresholdCapacity
        self.rateAtLimit = rateAtLimit
        self.sharpness = sharpness
    }

    /// An anode on which no lithium metal forms.
    public static let none = PlatingLimit(
        criticalCurrent: .infinity, activationEnergy: 0, rateAtLimit: 0)

    /// i_CCD(T), A/m².
    @inlinable
    public func criticalCurrent<L: Lane>(temperature: L) -> L {
        criticalCurrent
            / Arrhenius.resistanceFactor(
                activationEnergy: activationEnergy, temperature: temperature)
    }

    /// Soft shorts to expect per second; zero unless plating.
    ///
    /// - Parameters:
    ///   - currentDensity: A/m² of electrode, positive plates.
    ///   - contactFraction: θ, limited to 0.02…1.
    ///   - platedCharge: Q since the last stripping, C/m², ≥ 0.
    ///   - temperature: T, K.
    @inlinable
    public func shortRate<L: Lane>(
        currentDensity: L, contactFraction: L, platedCharge: L, temperature: L
    ) -> L {
        guard rateAtLimit > 0 else { return .zero }
        let local = currentDensity.positivePart / contactFraction.clamped(L(0.02), .one)
        let load = local / criticalCurrent(temperature: temperature)
        let charge = platedCharge * (1 / thresholdCapacity) * L.maximum(load, .one)
        // Twenty times the limit and beyond is one and the same: a short at once.
        let first = L.exp((L.minimum(load, L(20)) - 1) * (1 / sharpness))
        let second = L.exp((L.minimum(charge, L(20)) - 1) * (1 / sharpness))
        let floor = 2 * L.exp(L(-1 / sharpness))
        return L.select(
            L.isLess(.zero, local), (first + second - floor) * rateAtLimit, otherwise: .zero)
    }
}
