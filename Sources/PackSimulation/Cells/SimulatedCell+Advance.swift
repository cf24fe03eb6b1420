import CellModel

/// A cell over time.
extension SimulatedCell {
    /// Lets `interval` seconds pass at constant current.
    ///
    /// - Parameters:
    ///   - current: A, positive charges.
    ///   - pressure: Pa, present and highest so far.
    ///   - cooling: Heat carried away, W.
    public mutating func advance(
        interval: Double, current: Double, pressure: Double, highestPressure: Double,
        cooling: Double
    ) {
        advance(
            interval: interval, current: current, pressure: pressure,
            highestPressure: highestPressure, exchange: .power(cooling))
    }

    /// Lets `interval` seconds pass at constant current: a tenth of a second of a mission or hours
    /// of a rest.
    ///
    /// Diffusion, hysteresis, salt gradient, interphase and calendar ageing are exact over a step;
    /// contact and shorts divide it where they must.
    ///
    /// - Parameters:
    ///   - current: A, positive charges.
    ///   - pressure: Pa, present and highest so far.
    ///   - exchange: Where the heat goes.
    public mutating func advance(
        interval: Double, current: Double, pressure: Double, highestPressure: Double,
        exchange: HeatExchange
    ) {
        guard interval > 0 else {
            updateTerminals(
                current: current, pressure: pressure, highestPressure: highestPressure)
            return
        }
        var remaining = interval
        var produced = 0.0
        var voltage = 0.0
        repeat {
            let part = division(remaining, current: current, exchange)
            let before = temperature
            let step = advanceOnce(
                part, current: current, pressure: pressure, highestPressure: highestPressure)
            produced += step.heat
            voltage += step.voltage * part
            warm(part, heat: step.heat, exchange)
            remaining -= part
            // What is left to do sees the new temperature; a small change may wait a step.
            if (temperature - before).magnitude > 0.01 {
                updateTerminals(
                    current: current, pressure: pressure, highestPressure: highestPressure)
            }
        } while remaining > 0
        heat = produced / interval
        meanVoltage = voltage / interval
    }

    /// How much of `remaining` seconds may pass at once: all, unless temperature has far to go, or
    /// a short drains the cell or is about to change.
    private func division(
        _ remaining: Double, current: Double, _ exchange: HeatExchange
    ) -> Double {
        var part = remaining
        if case .chamber(let ambient) = exchange, design.thermal.conductanceToAmbient > 0 {
            let conductance = design.thermal.conductanceToAmbient
            let produced = current * current * seriesResistance + externalHeat
            let distance = (ambient + produced / conductance - temperature).magnitude
            // What is thermally activated takes steps of a kelvin; a cell that burns, of a tenth
            // of a second.
            let time = design.thermal.heatCapacity / conductance
            if distance > 1 { part = min(part, max(time / distance, 0.1)) }
        }
        guard short.isSoft || short.isHard else { return part }
        let drain = max(shortCurrent.magnitude, 1e-12)
        let careful = max(0.002 * design.capacity / drain, 1e-3)
        return min(part, careful, max(short.lifetime, 1e-6))
    }

    /// Everything but temperature.
    ///
    /// - Returns: Heat produced, J, and the mean voltage at the terminals, V.
    private mutating func advanceOnce(
        _ interval: Double, current: Double, pressure: Double, highestPressure: Double
    ) -> (heat: Double, voltage: Double) {
        let physics = design.physics
        let leakage = leakageCurrent + currentThroughShorts(interval, current)
        let net = current - leakage
        let charge = net / capacity * interval
        let energyBefore = design.equilibrium.energy(stateOfCharge: stateOfCharge)
        let before = chemicalVoltage + net * seriesResistance

        advanceInterface(interval, current: net, pressure: pressure)
        stateOfCharge += charge
        throughput += net.magnitude * interval
        if physics.hysteresis.rate > 0, charge != 0 {
            branch = physics.hysteresis.advanced(state: branch, charge: charge)
        }
        advanceConcentration(interval, current: net)
        if let grains = physics.particle {
            particle.advance(
                interval: interval, fractionRate: charge / interval,
                diffusivity: grains.diffusivity(at: temperature))
        }
        updateTerminals(current: current, pressure: pressure, highestPressure: highestPressure)

        let after = chemicalVoltage + net * seriesResistance
        let voltage = (before + after) / 2 + mechanicalVoltage
        let energyAfter = design.equilibrium.energy(stateOfCharge: stateOfCharge)
        let electrical = voltage * current * interval
        let work = mechanicalVoltage * net * interval
        // The first law; the part of Bernardi, Pawlikowski and Newman 1985 (J. Electrochem. Soc.
        // 132 5) that is left out is the heat of mixing: what gradients in the grains and in a
        // polymer give off as they even out at rest. What hysteresis costs is heat when the
        // voltage is off the middle of the loop, so the turn of a loop gives a little back.
        let heat = electrical - capacity * (energyAfter - energyBefore) - work

        ledger.charge.add(current * interval)
        ledger.leaked.add(leakage * interval)
        ledger.electrical.add(electrical)
        ledger.work.add(work)
        age(interval, energy: energyAfter)
        return (heat, voltage)
    }

    /// Current through internal shorts in a step of `interval` seconds, A, taken at the voltage to
    /// which it will have drained the cell: a dead short of an empty cell stays at rest.
    private func currentThroughShorts(_ interval: Double, _ current: Double) -> Double {
        let conductance = shortConductance
        guard conductance > 0 else { return 0 }
        let slope = design.equilibrium.slope(stateOfCharge: stateOfCharge).positivePart
        let resistance = seriesResistance + slope * interval / capacity
        let voltage =
            (chemicalVoltage + mechanicalVoltage + (current - leakageCurrent) * resistance)
            / (1 + conductance * resistance)
        return voltage * conductance
    }

    private mutating func advanceInterface(_ interval: Double, current: Double, pressure: Double) {
        let physics = design.physics
        let density = current / design.totalArea
        let isMetal = design.contact.isActive || physics.plating.rateAtLimit > 0
        if design.contact.isActive {
            let sustainable = design.contact.sustainableCurrent(
                pressure: pressure, temperature: temperature)
            (contactFraction, unrecoverableFraction) = design.contact.advanced(
                contactFraction: contactFraction, unrecoverable: unrecoverableFraction,
                currentDensity: density, sustainable: sustainable, interval: interval)
        }
        interphaseResistance = physics.interphase.advanced(
            resistance: interphaseResistance, temperature: temperature, interval: interval)
        guard isMetal else { return }
        platedCharge = (platedCharge + density * interval).positivePart
        let rate = physics.plating.shortRate(
            currentDensity: density, contactFraction: contactFraction,
            platedCharge: platedCharge, temperature: temperature)
        let intrusion =
            physics.intrusion.timeAtZeroPressure.isFinite
            ? physics.intrusion.rate(pressure: pressure) : 0
        short.advance(
            interval: interval, rate: rate, intrusionRate: intrusion, design.shortBehaviour)
    }

    /// v relaxes to I R_SE (1 − t₊)/t₊ with L²/D.
    private mutating func advanceConcentration(_ interval: Double, current: Double) {
        let concentration = design.physics.concentration
        guard concentration.ratio > 0 else { return }
        let layer = design.electrolyte
        let resistance =
            layer.resistance(conductivity: layer.conductivity.value(at: temperature))
            / design.totalArea
        let target = current * resistance * concentration.ratio
        let time = concentration.timeConstant(thickness: layer.thickness)
        concentrationVoltage =
            target + (concentrationVoltage - target) * Double.exp(-interval / time)
    }

    /// Takes what time and use take of the capacity, at constant state of charge: lithium that is
    /// bound no longer counts, nor does the part of the host it would have filled.
    private mutating func age(_ interval: Double, energy: Double) {
        let ageing = design.physics.ageing
        calendarLoss = ageing.calendarLoss(
            after: calendarLoss, temperature: temperature, interval: interval)
        let loss = calendarLoss + ageing.cycleLoss * equivalentFullCycles
        // Whatever the laws say, a twentieth of the capacity is left.
        let present = design.capacity * max(0.05, 1 - loss)
        guard present < capacity else { return }
        let lost = capacity - present
        ledger.lost.add(lost * stateOfCharge)
        ledger.buried.add(lost * energy)
        capacity = present
    }

    private mutating func warm(_ interval: Double, heat: Double, _ exchange: HeatExchange) {
        let supplied = heat + externalHeat * interval
        let heatCapacity = design.thermal.heatCapacity
        ledger.warmed.add(externalHeat * interval)
        switch exchange {
        case .power(let power):
            temperature += (supplied - power * interval) / heatCapacity
            ledger.cooled.add(power * interval)
        case .chamber(let ambient):
            let conductance = design.thermal.conductanceToAmbient
            guard conductance > 0 else { return temperature += supplied / heatCapacity }
            let settled = ambient + supplied / (interval * conductance)
            let change =
                (settled - temperature)
                * (1 - Double.exp(-interval * conductance / heatCapacity))
            temperature += change
            ledger.cooled.add(supplied - change * heatCapacity)
        case .thermostat:
            ledger.cooled.add(supplied)
        }
    }
}
