/// Diffusion of lithium inside the grains of an electrode.
public struct ParticleDiffusion: Sendable, Equatable {
    /// r, m.
    public var radius: Double
    /// D at 25 °C, m²/s.
    public var diffusivity: Double
    /// J/mol.
    public var activationEnergy: Double

    public init(radius: Double, diffusivity: Double, activationEnergy: Double) {
        precondition(
            radius > 0 && diffusivity > 0, "A grain has a radius and a diffusivity above zero.")
        self.radius = radius
        self.diffusivity = diffusivity
        self.activationEnergy = activationEnergy
    }

    /// D(T), m²/s.
    @inlinable
    public func diffusivity<L: Lane>(at temperature: L) -> L {
        diffusivity
            / Arrhenius.resistanceFactor(
                activationEnergy: activationEnergy, temperature: temperature)
    }

    /// How far the surface runs ahead of the mean in steady state, per rate of change of the mean
    /// fraction, s: r²/(15 D) at 25 °C.
    @inlinable public var surfaceLag: Double { radius * radius / (15 * diffusivity) }
}
