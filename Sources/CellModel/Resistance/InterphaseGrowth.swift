/// The interphase that forms where lithium touches an electrolyte that it reduces.
///
/// Limited by diffusion through what has grown, R_i² = R_i0² + k² t (Li | Li6PS5Cl: Nat. Commun. 16
/// 9304, 2025); limited by the reaction, as with mixed-conducting products on LGPS,
/// R_i = R_i0 + k t (Bron et al. 2017). k(T) = k₂₅ exp[−Eₐ/R (1/T − 1/T₀)] for the linear law and,
/// as the rate is its square, with Eₐ/2 for the parabolic one.
public struct InterphaseGrowth: Sendable, Equatable {
    /// What limits the growth.
    public enum Law: Sendable, Equatable {
        /// k₂₅, Ω m²/√s.
        case parabolic(rate: Double)
        /// k₂₅, Ω m²/s.
        case linear(rate: Double)
    }

    public var law: Law
    /// Eₐ, J/mol.
    public var activationEnergy: Double
    /// R_i0 of a new cell, Ω m².
    public var initialResistance: Double

    public init(law: Law, activationEnergy: Double, initialResistance: Double) {
        self.law = law
        self.activationEnergy = activationEnergy
        self.initialResistance = initialResistance
    }

    /// A stable interface.
    public static let none = InterphaseGrowth(
        law: .parabolic(rate: 0), activationEnergy: 0, initialResistance: 0)

    /// R_i after `interval` seconds at constant temperature, Ω m²: exact, so a long rest may be one
    /// step.
    ///
    /// - Parameters:
    ///   - resistance: R_i, Ω m², ≥ 0.
    ///   - temperature: T, K.
    @inlinable
    public func advanced<L: Lane>(resistance: L, temperature: L, interval: Double) -> L {
        let slowing = Arrhenius.resistanceFactor(
            activationEnergy: activationEnergy, temperature: temperature)
        switch law {
        case .parabolic(let rate):
            return (resistance * resistance + rate * rate * interval / slowing).squareRoot()
        case .linear(let rate):
            return resistance + rate * interval / slowing
        }
    }
}
