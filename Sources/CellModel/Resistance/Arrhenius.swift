/// Thermally activated quantities.
public enum Arrhenius {
    /// exp[Eₐ/R (1/T − 1/T₀)], by which an activated *resistance* exceeds its value at
    /// T₀ = 298.15 K; its inverse scales a conductivity or a rate.
    ///
    /// - Parameters:
    ///   - activationEnergy: Eₐ, J/mol, ≥ 0.
    ///   - temperature: T, K, > 0.
    @inlinable
    public static func resistanceFactor<L: Lane>(
        activationEnergy: Double, temperature: L
    ) -> L {
        L.exp(
            (1 / temperature - 1 / PhysicalConstants.referenceTemperature)
                * (activationEnergy / PhysicalConstants.gas))
    }
}
