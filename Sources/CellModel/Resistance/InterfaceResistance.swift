/// The resistance of the electrolyte–anode interface per area: pressed contact, lost contact,
/// constriction of the current at what remains, and the interphase that grows.
///
/// R_a = R_ref (p_ref / p_eff)ⁿ exp[Eₐ/R (1/T − 1/T₀)] / θ + R_con(θ) + R_i
///
/// with the memory of the highest pressure p_eff = p + h_m (p_max − p), which reproduces the
/// unloading curve of Doux et al. 2020 (Adv. Energy Mater. 10 1903253).
public struct InterfaceResistance: Sendable, Equatable {
    /// R_ref, Ω m², at p_ref, 25 °C and full contact.
    public var referenceResistance: Double
    /// p_ref, Pa, > 0.
    public var referencePressure: Double
    /// n, 0 to 1.5.
    public var pressureExponent: Double
    /// h_m, 0 to 1.
    public var pressureMemory: Double
    /// Eₐ, J/mol.
    public var activationEnergy: Double
    /// Spacing of contact spots b, m; 0 switches constriction off.
    public var contactSpacing: Double
    /// Conductivity of the electrolyte at 25 °C, S/m, and its activation energy, J/mol.
    public var electrolyteConductivity: Double
    public var electrolyteActivationEnergy: Double

    public init(
        referenceResistance: Double, referencePressure: Double, pressureExponent: Double,
        pressureMemory: Double, activationEnergy: Double, contactSpacing: Double,
        electrolyteConductivity: Double, electrolyteActivationEnergy: Double
    ) {
        self.referenceResistance = referenceResistance
        self.referencePressure = referencePressure
        self.pressureExponent = pressureExponent
        self.pressureMemory = pressureMemory
        self.activationEnergy = activationEnergy
        self.contactSpacing = contactSpacing
        self.electrolyteConductivity = electrolyteConductivity
        self.electrolyteActivationEnergy = electrolyteActivationEnergy
    }

    /// No interface: for cells whose resistance was measured as a whole.
    public static let none = InterfaceResistance(
        referenceResistance: 0, referencePressure: 1e6, pressureExponent: 0, pressureMemory: 0,
        activationEnergy: 0, contactSpacing: 0, electrolyteConductivity: 1,
        electrolyteActivationEnergy: 0)

    /// The resistance at full contact, Ω m²: the factor before 1/θ.
    ///
    /// - Parameters:
    ///   - pressure: p, Pa, > 0; limited to 10 kPa from below.
    ///   - highestPressure: p_max so far, Pa.
    ///   - temperature: T, K.
    @inlinable
    public func fullContactResistance<L: Lane>(
        pressure: L, highestPressure: L, temperature: L
    ) -> L {
        let present = L.maximum(pressure, L(1e4))
        let excess = (highestPressure - present).positivePart
        let effective = present + excess * pressureMemory
        let pressed = L.pow(referencePressure / effective, L(pressureExponent))
        let activated = Arrhenius.resistanceFactor(
            activationEnergy: activationEnergy, temperature: temperature)
        return pressed * activated * referenceResistance
    }

    /// The constriction resistance, Ω m²: π b (1 − √θ)^1.5 / (2 σ √θ), a spot on a flux tube
    /// (Cooper, Mikic and Yovanovich 1969, Int. J. Heat Mass Transfer 12 279).
    ///
    /// - Parameter contactFraction: θ, 0 to 1; limited to 0.02 from below.
    @inlinable
    public func constriction<L: Lane>(contactFraction: L, temperature: L) -> L {
        let root = contactFraction.clamped(L(0.02), .one).squareRoot()
        let gap = 1 - root
        let activated = Arrhenius.resistanceFactor(
            activationEnergy: electrolyteActivationEnergy, temperature: temperature)
        let scale = Double.pi * contactSpacing / (2 * electrolyteConductivity)
        return activated * (gap * gap.squareRoot() / root) * scale
    }
}
