/// Power-law creep of lithium metal.
///
/// dε/dt = A σⁿ exp[−Q/R (1/T − 1/T₀)]; A and n from tension tests at room temperature (Masias et
/// al. 2019, J. Mater. Sci. 54 2585), Q from LePage et al. 2019. It holds from 0.28 to 2.83 MPa;
/// below, diffusion takes over, above, the power law breaks down. It sets no rate of void closure:
/// measured limits follow p^1.2, not p^6.6, because geometry and friction limit the filling.
public struct LithiumCreep: Sendable, Equatable {
    /// A at 25 °C, 1/s at 1 MPa.
    public var rateAtOneMegapascal: Double
    /// n.
    public var exponent: Double
    /// Q, J/mol.
    public var activationEnergy: Double

    public init(rateAtOneMegapascal: Double, exponent: Double, activationEnergy: Double) {
        self.rateAtOneMegapascal = rateAtOneMegapascal
        self.exponent = exponent
        self.activationEnergy = activationEnergy
    }

    /// dε/dt, 1/s.
    ///
    /// - Parameters:
    ///   - stress: σ, Pa, ≥ 0.
    ///   - temperature: T, K.
    @inlinable
    public func strainRate<L: Lane>(stress: L, temperature: L) -> L {
        let megapascals = L.maximum(stress * 1e-6, L(1e-6))
        return L.pow(megapascals, L(exponent)) * rateAtOneMegapascal
            / Arrhenius.resistanceFactor(
                activationEnergy: activationEnergy, temperature: temperature)
    }
}
