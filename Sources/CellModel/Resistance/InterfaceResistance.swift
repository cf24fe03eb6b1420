/// The resistance of a pressed interface per area: contact that pressure makes, contact that is
/// lost, and the constriction of the current at what remains. With the interphase R_i that grows,
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

    public init(
        referenceResistance: Double, referencePressure: Double, pressureExponent: Double,
        pressureMemory: Double, activationEnergy: Double, contactSpacing: Double
    ) {
        self.referenceResistance = referenceResistance
        self.referencePressure = referencePressure
        self.pressureExponent = pressureExponent
        self.pressureMemory = pressureMemory
        self.activationEnergy = activationEnergy
        self.contactSpacing = contactSpacing
    }

    /// No interface: for cells whose resistance was measured as a whole.
    public static let none = InterfaceResistance(
        referenceResistance: 0, referencePressure: 1e6, pressureExponent: 0, pressureMemory: 0,
        activationEnergy: 0, contactSpacing: 0)

    /// An interface that pressure does not change.
    ///
    /// - Parameters:
    ///   - resistance: Ω m² at 25 °C.
    ///   - activationEnergy: J/mol.
    public static func constant(
        _ resistance: Double, activationEnergy: Double
    ) -> InterfaceResistance {
        InterfaceResistance(
            referenceResistance: resistance, referencePressure: 1e6, pressureExponent: 0,
            pressureMemory: 0, activationEnergy: activationEnergy, contactSpacing: 0)
    }

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
        guard referenceResistance > 0 else { return .zero }
        let activated =
            Arrhenius.resistanceFactor(
                activationEnergy: activationEnergy, temperature: temperature)
            * referenceResistance
        guard pressureExponent > 0 else { return activated }
        let present = L.maximum(pressure, L(1e4))
        let excess = (highestPressure - present).positivePart
        let effective = present + excess * pressureMemory
        return L.pow(referencePressure / effective, L(pressureExponent)) * activated
    }

    /// The constriction resistance, Ω m²: π b (1 − √θ)^1.5 / (2 σ √θ), a spot on a flux tube
    /// (Cooper, Mikic and Yovanovich 1969, Int. J. Heat Mass Transfer 12 279).
    ///
    /// - Parameters:
    ///   - contactFraction: θ, 0 to 1; limited to 0.02 from below.
    ///   - conductivity: σ of the electrolyte, S/m.
    @inlinable
    public func constriction<L: Lane>(contactFraction: L, conductivity: L) -> L {
        let root = contactFraction.clamped(L(0.02), .one).squareRoot()
        let gap = (1 - root).positivePart
        return gap * gap.squareRoot() / (root * conductivity) * (Double.pi * contactSpacing / 2)
    }

    /// Its derivative by θ, Ω m²: with s = √θ, d/ds [(1 − s)^1.5 / s] = −(1 − s)^0.5 (1 + s/2) / s²
    /// and ds/dθ = 1 / (2 s). Parameters as above.
    @inlinable
    public func constrictionSlope<L: Lane>(contactFraction: L, conductivity: L) -> L {
        let theta = contactFraction.clamped(L(0.02), .one)
        let root = theta.squareRoot()
        let gap = (1 - root).positivePart
        return gap.squareRoot() * (1 + root * 0.5) / (root * theta * conductivity)
            * (-Double.pi * contactSpacing / 4)
    }
}
