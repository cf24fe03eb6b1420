import CellModel

/// One cell as it is: the truth that sensors see through noise.
///
/// Richer than the estimator's model on purpose: lithium diffuses in a particle instead of RC
/// pairs, lost contact is partly unrecoverable, the interphase grows, the cell heats, and its
/// figures differ from the design.
public struct SimulatedCell: Sendable {
    /// This cell's own figures, as manufactured.
    public let design: SimulatedCellDesign

    /// Charge inside over capacity; the reference for every estimate.
    public private(set) var stateOfCharge: Double
    /// θ, active part of the interface.
    public private(set) var contactFraction: Double
    /// θ_u, part that no longer recovers.
    public private(set) var unrecoverableFraction = 0.0
    /// R_i, Ω m².
    public private(set) var interphaseResistance: Double
    /// Core temperature, K.
    public var temperature: Double
    /// Voltage at the terminals, V.
    public private(set) var terminalVoltage = 0.0
    /// R₀ of the cell, Ω, and its part at the interface.
    public private(set) var seriesResistance = 0.0
    public private(set) var interfaceResistance = 0.0
    /// Heat produced in the last step, W.
    public private(set) var heat = 0.0
    /// Current through an internal short, A, ≥ 0: discharges the cell past every sensor.
    public var leakageCurrent = 0.0
    /// Heat put in from outside, W.
    public var externalHeat = 0.0

    /// Added to the voltage at the terminals, V: a step that the chemistry cannot make, to time
    /// the answer to it.
    public var addedVoltage = 0.0

    private var particle: CathodeParticle

    /// - Parameters:
    ///   - stateOfCharge: 0 to 1.
    ///   - contactFraction: 0 to 1.
    ///   - temperature: K.
    init(
        design: SimulatedCellDesign, stateOfCharge: Double, contactFraction: Double,
        temperature: Double
    ) {
        self.design = design
        self.stateOfCharge = stateOfCharge
        self.contactFraction = contactFraction
        self.temperature = temperature
        let physics = design.physics
        interphaseResistance = physics.interphase.initialResistance
        particle = CathodeParticle(
            radius: physics.particle?.radius ?? 1e-9,
            fraction: physics.cathodeFractionEmpty
                + stateOfCharge * (physics.cathodeFractionFull - physics.cathodeFractionEmpty))
    }

    /// Lithium per site of the cathode: the mean over the particle, and at its surface.
    var meanLithiumFraction: Double { particle.meanFraction }
    var surfaceLithiumFraction: Double { particle.surfaceFraction }

    /// Thickness of one layer above its value when empty and in full contact, m.
    var thickness: Double {
        return design.swelling.thickness(
            stateOfCharge: stateOfCharge, arealCapacity: design.arealCapacity,
            contactFraction: contactFraction)
    }

    /// Lets `interval` seconds pass at constant current.
    ///
    /// - Parameters:
    ///   - current: A, positive charges.
    ///   - pressure: Pa, present and highest so far.
    ///   - cooling: Heat carried away, W.
    mutating func advance(
        interval: Double, current: Double, pressure: Double, highestPressure: Double,
        cooling: Double
    ) {
        let net = current - leakageCurrent
        let charge = net / design.capacity
        stateOfCharge += charge * interval
        advanceInterface(interval: interval, current: current, pressure: pressure)

        let physics = design.physics
        particle.advance(
            interval: interval,
            fractionRate: charge * (physics.cathodeFractionFull - physics.cathodeFractionEmpty),
            diffusivity: physics.particle?.diffusivity(at: temperature) ?? 1e-18)

        updateTerminals(
            current: current, pressure: pressure, highestPressure: highestPressure)
        temperature += interval * (heat + externalHeat - cooling) / design.thermal.heatCapacity
    }

    private mutating func advanceInterface(interval: Double, current: Double, pressure: Double) {
        if design.contact.isActive {
            let sustainable = design.contact.sustainableCurrent(
                pressure: pressure, temperature: temperature)
            let rates = design.contact.rates(
                contactFraction: contactFraction, unrecoverable: unrecoverableFraction,
                currentDensity: current / design.totalArea, sustainable: sustainable)
            contactFraction += rates.contact * interval
            contactFraction = contactFraction.clamped(0.02, 1 - unrecoverableFraction)
            unrecoverableFraction += rates.unrecoverable * interval
        }
        interphaseResistance = design.physics.interphase.advanced(
            resistance: interphaseResistance, temperature: temperature, interval: interval)
    }

    /// Recomputes voltage, resistance and heat for a current, without letting time pass.
    mutating func updateTerminals(current: Double, pressure: Double, highestPressure: Double) {
        let full = design.interface.fullContactResistance(
            pressure: pressure, highestPressure: highestPressure, temperature: temperature)
        let conductivity = design.electrolyte.conductivity.value(at: temperature)
        let constriction = design.interface.constriction(
            contactFraction: contactFraction, conductivity: conductivity)
        let bulk = design.electrolyte.resistance(conductivity: conductivity)
        let cathode = design.cathodeResistance.fullContactResistance(
            pressure: pressure, highestPressure: highestPressure, temperature: temperature)
        let interface = full / contactFraction + constriction + interphaseResistance
        interfaceResistance = interface / design.totalArea
        seriesResistance = (bulk + cathode + interface) / design.totalArea

        let physics = design.physics
        let anodeFraction =
            physics.anodeFractionEmpty
            + stateOfCharge * (physics.anodeFractionFull - physics.anodeFractionEmpty)
        let surface = physics.cathode.potential(particle.surfaceFraction)
        let entropic =
            physics.cathode.entropicCoefficient(particle.surfaceFraction)
            - physics.anode.entropicCoefficient(anodeFraction)
        let equilibrium =
            surface - physics.anode.potential(anodeFraction)
            + (temperature - PhysicalConstants.referenceTemperature) * entropic
            + (pressure - design.referencePressure) * design.pressureCoefficient
        terminalVoltage = equilibrium + current * seriesResistance + addedVoltage

        let relaxed = physics.cathode.potential(particle.meanFraction)
        let overpotential = current * seriesResistance + (surface - relaxed)
        heat = current * overpotential + current * temperature * entropic
    }
}
