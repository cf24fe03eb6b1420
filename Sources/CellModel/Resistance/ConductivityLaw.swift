/// How well an electrolyte conducts lithium ions over temperature.
public enum ConductivityLaw: Sendable, Equatable {
    /// σ = σ₂₅ exp[−Eₐ/R (1/T − 1/T₀)] with σ₂₅ in S/m, T₀ = 298.15 K and Eₐ in J/mol.
    case arrhenius(reference: Double, activationEnergy: Double)
    /// σ = A exp[−B/(T − T₀)], Vogel, Tammann and Fulcher; below the knee, where the polymer
    /// crystallises, times exp[−E_k/R (1/T − 1/T_k)]. A in S/m; B, T₀ and T_k in K; E_k in J/mol.
    case vogel(
        prefactor: Double, slope: Double, zero: Double, kneeTemperature: Double,
        kneeEnergy: Double)

    /// σ, S/m.
    ///
    /// - Parameter temperature: T, K; for the Vogel law limited to 10 K above its zero from below.
    @inlinable
    public func value<L: Lane>(at temperature: L) -> L {
        switch self {
        case .arrhenius(let reference, let energy):
            return reference
                / Arrhenius.resistanceFactor(activationEnergy: energy, temperature: temperature)
        case .vogel(let prefactor, let slope, let zero, let kneeTemperature, let kneeEnergy):
            let distance = L.maximum(temperature - zero, L(10))
            let amorphous = L.exp(-slope / distance) * prefactor
            let excess = (1 / temperature - 1 / kneeTemperature).positivePart
            return amorphous * L.exp(excess * (-kneeEnergy / PhysicalConstants.gas))
        }
    }
}
