/// The equivalent circuit at one operating point: terminal voltage and everything a filter
/// linearises.
///
/// V = U(z, T, p) + I R₀ + v₁ + v₂ with I > 0 charging; v₁ and v₂ are the voltages across the RC
/// pairs, positive while charging.
public struct EquivalentCircuit<L: Lane>: Sendable {
    /// U, V, and dU/dz, V.
    public var openCircuitVoltage: L
    public var openCircuitSlope: L
    /// R₀ of the cell, Ω.
    public var seriesResistance: L
    /// The part of R₀ at the electrolyte–anode interface, Ω.
    public var interfaceResistance: L
    /// ∂R₀/∂θ, Ω, and ∂R₀/∂R_i with R_i in Ω of the cell: 1.
    public var contactSensitivity: L
    /// Resistances, Ω, and time constants, s, of the RC pairs.
    public var fastResistance: L
    public var fastTimeConstant: L
    public var slowResistance: L
    public var slowTimeConstant: L

    /// Evaluates the circuit.
    ///
    /// - Parameters:
    ///   - parameters: The cell design.
    ///   - stateOfCharge: z.
    ///   - contactFraction: θ; limited to 0.02…1.
    ///   - interphaseResistance: R_i of the cell, Ω, ≥ 0: what has grown on top of the contact.
    ///   - temperature: T, K.
    ///   - pressure: p, Pa.
    ///   - highestPressure: p_max so far, Pa.
    ///   - branch: s of the hysteresis, −1 to 1.
    @inlinable
    public init(
        parameters: CellParameters, stateOfCharge: L, contactFraction: L,
        interphaseResistance: L, temperature: L, pressure: L, highestPressure: L, branch: L = .zero
    ) {
        (openCircuitVoltage, openCircuitSlope) = parameters.openCircuit.evaluate(
            stateOfCharge: stateOfCharge, temperature: temperature, pressure: pressure,
            branch: branch)

        let perArea = 1 / parameters.totalArea
        let series = parameters.resistance
        let theta = contactFraction.clamped(L(0.02), .one)
        let full = series.interface.fullContactResistance(
            pressure: pressure, highestPressure: highestPressure, temperature: temperature)
        let conductivity = series.electrolyte.conductivity.value(at: temperature)
        let constriction = series.interface.constriction(
            contactFraction: theta, conductivity: conductivity)
        let constrictionSlope = series.interface.constrictionSlope(
            contactFraction: theta, conductivity: conductivity)
        interfaceResistance = (full / theta + constriction) * perArea + interphaseResistance
        contactSensitivity = (constrictionSlope - full / (theta * theta)) * perArea

        let bulk = series.electrolyte.resistance(conductivity: conductivity)
        let cathode = series.cathode.fullContactResistance(
            pressure: pressure, highestPressure: highestPressure, temperature: temperature)
        let measured = series.measured.value(
            stateOfCharge: stateOfCharge, temperature: temperature)
        seriesResistance = measured + (bulk + cathode) * perArea + interfaceResistance

        let polarisation = parameters.polarisation
        fastResistance = polarisation.fastResistance.value(
            stateOfCharge: stateOfCharge, temperature: temperature)
        fastTimeConstant = polarisation.fastTimeConstant.value(
            stateOfCharge: stateOfCharge, temperature: temperature)
        slowResistance = polarisation.slowResistance.value(
            stateOfCharge: stateOfCharge, temperature: temperature)
        slowTimeConstant = polarisation.slowTimeConstant.value(
            stateOfCharge: stateOfCharge, temperature: temperature)
    }

    /// The terminal voltage, V.
    ///
    /// - Parameters:
    ///   - current: I, A, positive charges.
    ///   - fastVoltage: v₁, V.
    ///   - slowVoltage: v₂, V.
    @inlinable
    public func terminalVoltage(current: L, fastVoltage: L, slowVoltage: L) -> L {
        openCircuitVoltage + current * seriesResistance + fastVoltage + slowVoltage
    }

    /// The RC voltage after `interval` seconds at constant current:
    /// v e^(−Δt/τ) + R (1 − e^(−Δt/τ)) I.
    @inlinable
    public static func relaxed(
        voltage: L, resistance: L, timeConstant: L, current: L, interval: Double
    ) -> (voltage: L, decay: L) {
        let decay = L.exp(Self.ratio(interval, timeConstant))
        return (voltage * decay + resistance * (1 - decay) * current, decay)
    }

    @inlinable
    static func ratio(_ interval: Double, _ timeConstant: L) -> L {
        -interval / timeConstant
    }
}
