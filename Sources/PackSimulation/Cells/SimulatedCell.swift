import CellModel

/// One cell as it is: the truth that sensors see through noise.
///
/// Richer than the estimator's model on purpose: lithium diffuses in a particle instead of RC
/// pairs, lost contact is partly unrecoverable, the interphase grows, silicon remembers the
/// direction, polymers polarise, lithium shorts the cell, capacity fades, and the cell's figures
/// differ from the design. What goes in, out and lost is kept in ``ledger``.
public struct SimulatedCell: Sendable {
    /// This cell's own figures, as manufactured.
    public let design: SimulatedCellDesign

    // MARK: What sensors see

    /// Voltage at the terminals, V.
    public internal(set) var terminalVoltage = 0.0
    /// Mean of the voltage over the last step, V, without ``addedVoltage``: energy counts by it.
    public internal(set) var meanVoltage = 0.0
    /// Core temperature, K. Setting it is heat from nowhere to ``ledger``.
    public var temperature: Double

    // MARK: What nobody sees

    /// Charge inside over capacity; the reference for every estimate.
    public internal(set) var stateOfCharge: Double
    /// What a full charge holds now, C.
    public internal(set) var capacity: Double
    /// θ, active part of the interface.
    public internal(set) var contactFraction: Double
    /// θ_u, part that no longer recovers.
    public internal(set) var unrecoverableFraction = 0.0
    /// R_i, Ω m².
    public internal(set) var interphaseResistance: Double
    /// s of the voltage hysteresis, −1 after discharging to 1 after charging.
    public internal(set) var branch: Double
    /// Voltage of the salt gradient in a polymer, V, positive while charging.
    public internal(set) var concentrationVoltage = 0.0
    /// R₀ of the cell, Ω, and its part at the interface.
    public internal(set) var seriesResistance = 0.0
    public internal(set) var interfaceResistance = 0.0
    /// Charge plated and not yet stripped again, C/m²: stripping takes back what came last.
    public internal(set) var platedCharge = 0.0
    /// Charge that went either way, C.
    public internal(set) var throughput = 0.0
    /// Part of the new capacity that time has taken.
    public internal(set) var calendarLoss = 0.0
    /// Current through internal shorts at the end of the last step, A, ≥ 0.
    public internal(set) var shortCurrent = 0.0
    /// Heat produced in the last step, W: what the ledger of energy leaves.
    public internal(set) var heat = 0.0
    /// Where charge and energy came from and went.
    public internal(set) var ledger = CellLedger()

    // MARK: What scenarios change

    /// Current through a short that a scenario put there, A, ≥ 0: past every sensor as well.
    public var leakageCurrent = 0.0
    /// Heat put in from outside, W.
    public var externalHeat = 0.0
    /// Added to the voltage at the terminals, V: a step that the chemistry cannot make, to time
    /// the answer to it. No energy comes with it.
    public var addedVoltage = 0.0

    var particle: CathodeParticle<24>
    var short: InternalShort
    /// Equilibrium at the surface with hysteresis and salt gradient, without pressure, V.
    var chemicalVoltage = 0.0
    /// The part of the voltage that pressure makes, V.
    var mechanicalVoltage = 0.0

    /// - Parameters:
    ///   - stateOfCharge: 0 to 1.
    ///   - contactFraction: 0.02 to 1.
    ///   - temperature: K.
    ///   - branch: s of the hysteresis, −1 to 1; in the middle where nothing is known of the past.
    ///   - seed: Draws the shorts, in a stream of their own.
    ///   - index: Which cell, so that each of a pack has shorts of its own.
    public init(
        design: SimulatedCellDesign, stateOfCharge: Double, contactFraction: Double,
        temperature: Double, branch: Double = 0, seed: UInt64 = 0, index: Int = 0
    ) {
        self.design = design
        self.stateOfCharge = stateOfCharge
        self.contactFraction = contactFraction
        self.temperature = temperature
        self.branch = branch
        capacity = design.capacity
        interphaseResistance = design.physics.interphase.initialResistance
        particle = CathodeParticle(
            radius: design.physics.particle?.radius ?? 1, fraction: stateOfCharge,
            modes: StandardParticle.modes)
        short = InternalShort(seed: seed, index: index)
        updateTerminals(
            current: 0, pressure: design.referencePressure,
            highestPressure: design.referencePressure)
        meanVoltage = terminalVoltage
    }

    // MARK: What follows from the state

    /// Lithium per site of the cathode: the mean over its grains, and at their surface.
    var meanLithiumFraction: Double { lithiumFraction(stateOfCharge) }
    var surfaceLithiumFraction: Double { lithiumFraction(surfaceStateOfCharge) }

    /// The grains count charge; the host counts lithium per site.
    private func lithiumFraction(_ charge: Double) -> Double {
        let physics = design.physics
        return physics.cathodeFractionEmpty
            + charge * (physics.cathodeFractionFull - physics.cathodeFractionEmpty)
    }

    /// Thickness of one layer above its value when empty and in full contact, m.
    public var thickness: Double {
        design.swelling.thickness(
            stateOfCharge: stateOfCharge, arealCapacity: capacity / design.totalArea,
            contactFraction: contactFraction)
    }

    /// Capacity over the new cell's.
    public var stateOfHealth: Double { capacity / design.capacity }

    /// Charge that went either way over that of a full cycle of the new cell.
    public var equivalentFullCycles: Double { throughput / (2 * design.capacity) }

    /// Charge at the surface of the cathode's grains, as a state of charge.
    public var surfaceStateOfCharge: Double {
        design.physics.particle == nil ? stateOfCharge : particle.surfaceFraction
    }

    /// Charge inside, C.
    public var storedCharge: Double { stateOfCharge * capacity }

    /// Chemical energy inside above that of the empty cell, J.
    public var storedEnergy: Double {
        capacity * design.equilibrium.energy(stateOfCharge: stateOfCharge)
    }

    /// Whether an internal short that came and goes, or one that stays, carries current.
    public var isSoftShorted: Bool { short.isSoft }
    public var isHardShorted: Bool { short.isHard }

    /// Soft shorts so far.
    public var softShortCount: Int { short.softCount }

    /// Part of a path of squeezed lithium so far, 0 to 1.
    public var intrusionDamage: Double { short.intrusion }

    /// Voltage at the terminals without current, V, as things stand: what sends current through
    /// ``terminalResistance`` when cells are in parallel.
    public var sourceVoltage: Double {
        let conductance = shortConductance
        let inside = chemicalVoltage + mechanicalVoltage - leakageCurrent * seriesResistance
        return inside / (1 + seriesResistance * conductance) + addedVoltage
    }

    /// dV/dI at the terminals, Ω, as things stand.
    public var terminalResistance: Double {
        seriesResistance / (1 + seriesResistance * shortConductance)
    }

    /// Of internal shorts, S.
    var shortConductance: Double {
        short.conductance(design.shortBehaviour) * design.totalArea
    }

    /// Recomputes voltage and resistance for a current, without letting time pass.
    ///
    /// - Parameters:
    ///   - current: A, positive charges.
    ///   - pressure: Pa, present and highest so far.
    public mutating func updateTerminals(
        current: Double, pressure: Double, highestPressure: Double
    ) {
        updateResistance(pressure: pressure, highestPressure: highestPressure)
        mechanicalVoltage = (pressure - design.referencePressure) * design.pressureCoefficient
        chemicalVoltage =
            design.equilibrium.voltage(
                stateOfCharge: stateOfCharge, surface: surfaceStateOfCharge,
                temperature: temperature, branch: branch) + concentrationVoltage
        let conductance = shortConductance
        let inside =
            chemicalVoltage + mechanicalVoltage + (current - leakageCurrent) * seriesResistance
        let voltage = inside / (1 + seriesResistance * conductance)
        shortCurrent = voltage * conductance
        terminalVoltage = voltage + addedVoltage
    }

    private mutating func updateResistance(pressure: Double, highestPressure: Double) {
        let full = design.interface.fullContactResistance(
            pressure: pressure, highestPressure: highestPressure, temperature: temperature)
        let conductivity = design.electrolyte.conductivity.value(at: temperature)
        let constriction = design.interface.constriction(
            contactFraction: contactFraction, conductivity: conductivity)
        let bulk = design.electrolyte.resistance(conductivity: conductivity)
        let growth = 1 + design.physics.ageing.resistanceGrowth * equivalentFullCycles
        let cathode =
            growth
            * design.cathodeResistance.fullContactResistance(
                pressure: pressure, highestPressure: highestPressure, temperature: temperature)
        let interface = full / contactFraction + constriction + interphaseResistance
        interfaceResistance = interface / design.totalArea
        seriesResistance = (bulk + cathode + interface) / design.totalArea
    }
}
