public import CellModel

extension CellFilter {
    /// Whether a value can be used in arithmetic: known, finite and of a credible size.
    @inlinable
    static func isUsable(_ value: L, _ known: L.Mask, limit: L) -> L.Mask {
        L.both(known, L.isLess(value.magnitude, limit))
    }

    @inlinable
    static func currentIsUsable(
        _ inputs: CellInputs<L>, parameters: CellParameters, settings: EstimatorSettings
    ) -> L.Mask {
        let limit = L(settings.currentRateMaximum * parameters.capacity / 3600)
        return L.both(
            isUsable(inputs.current, inputs.currentIsKnown, limit: limit),
            isUsable(inputs.chargeCurrent, inputs.currentIsKnown, limit: limit))
    }

    /// Moves state and covariance over one interval and returns the circuit at the new state.
    ///
    /// The circuit's RC values at the end of the interval serve the whole of it: they vary over
    /// hours, the interval is seconds.
    @inlinable
    public mutating func predict(
        inputs: CellInputs<L>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<L>, interval: FilterInterval
    ) -> EquivalentCircuit<L> {
        let seconds = interval.seconds
        let known = Self.currentIsUsable(inputs, parameters: parameters, settings: settings)
        let current = L.select(
            known, inputs.chargeCurrent - state[Self.offset], otherwise: .zero)
        senseSurroundings(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
        let perCapacity = seconds / parameters.capacity
        let counted = current * perCapacity
        let charge = counted * (state[Self.capacity] + 1)
        state[Self.charge] = state[Self.charge] + charge
        predictBranch(
            charge: charge, known: known, parameters: parameters, settings: settings)
        let contact = predictContact(
            current: current, parameters: parameters, settings: settings, interval: seconds)
        let circuit = EquivalentCircuit<L>(
            parameters: parameters, stateOfCharge: state[Self.charge],
            contactFraction: state[Self.contact], interphaseResistance: state[Self.interphase],
            temperature: tableTemperature(parameters), pressure: pressure,
            highestPressure: highestPressure, branch: branch)
        beginVoltages(
            current: current, circuit: circuit, parameters: parameters, settings: settings)
        let fast = EquivalentCircuit<L>.relaxed(
            voltage: state[Self.fast], resistance: circuit.fastResistance,
            timeConstant: circuit.fastTimeConstant, current: current, interval: seconds)
        let slow = EquivalentCircuit<L>.relaxed(
            voltage: state[Self.slow], resistance: circuit.slowResistance,
            timeConstant: circuit.slowTimeConstant, current: current, interval: seconds)
        state[Self.fast] = fast.voltage
        state[Self.slow] = slow.voltage
        predictCore(
            current: current, circuit: circuit, parameters: parameters, interval: seconds)
        let error = predictError(
            current: current, charge: charge, circuit: circuit, parameters: parameters,
            settings: settings, interval: seconds)

        let noise = processNoise(
            current: current, known: known, decay: (fast.decay, slow.decay),
            contact: contact.noise, error: error.noise, circuit: circuit, parameters: parameters,
            settings: settings, interval: seconds)
        // Without a current there is nothing for its offset to be wrong about.
        let scale = L.select(known, .one, otherwise: .zero)
        let byOffset: InlineArray<3, L> = [
            scale * -perCapacity, scale * circuit.fastResistance * (fast.decay - 1),
            scale * circuit.slowResistance * (slow.decay - 1),
        ]
        covariance.propagate(
            fast: fast.decay, slow: slow.decay, contact: contact.transition,
            error: error.transition, offset: byOffset, capacity: counted, noise: noise)
        let kept = unmeasured[Self.contact] * contact.transition * contact.transition
        unmeasured[Self.contact] = kept
        for index in 0..<10 { unmeasured[index] = unmeasured[index] + noise[index] }
        return circuit
    }

    /// Temperature and smoothed pressure of this step.
    @inlinable
    mutating func senseSurroundings(
        inputs: CellInputs<L>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<L>, interval: FilterInterval
    ) {
        let temperatureKnown = L.both(
            Self.isUsable(inputs.temperature, inputs.temperatureIsKnown, limit: L(600)),
            L.isLess(L(150), inputs.temperature))
        temperature = L.select(temperatureKnown, inputs.temperature, otherwise: temperature)
        let isFirst = L.isLess(voltageCount, L(0.5))
        coreTemperature = L.select(
            L.both(isFirst, temperatureKnown), temperature, otherwise: coreTemperature)
        let expected = expectedPressure(parameters: parameters, load: load) + state[Self.bias]
        let pressureKnown = Self.isUsable(inputs.pressure, inputs.pressureIsKnown, limit: L(1e9))
        let target = L.select(pressureKnown, inputs.pressure, otherwise: expected)
            .clamped(.zero, L(1e9))
        pressure = pressure + (target - pressure) * interval.smoothingShare
        highestPressure = L.maximum(highestPressure, pressure)
    }

    /// The temperature the cell's tables are read at, K.
    @inlinable
    func tableTemperature(_ parameters: CellParameters) -> L {
        parameters.thermal.tablesFollowSurface ? temperature : coreTemperature
    }

    /// The core warms by what the current loses and gives its heat to the surface; the entropy of
    /// the reaction, which comes and goes, is left out.
    @inlinable
    mutating func predictCore(
        current: L, circuit: EquivalentCircuit<L>, parameters: CellParameters, interval: Double
    ) {
        let thermal = parameters.thermal
        let loss =
            (current * circuit.seriesResistance + state[Self.fast] + state[Self.slow]) * current
        let target = temperature + loss.positivePart * (1 / thermal.coreToSurfaceConductance)
        let time = thermal.coreHeatCapacity / thermal.coreToSurfaceConductance
        let next = coreTemperature + (target - coreTemperature) * (1 - Double.exp(-interval / time))
        coreTemperature = next.clamped(temperature, temperature + 60)
    }

    /// s after some charge, over capacity: the further it passes one way, the less matters where s
    /// was. Without a current it may be anywhere.
    @inlinable
    mutating func predictBranch(
        charge: L, known: L.Mask, parameters: CellParameters, settings: EstimatorSettings
    ) {
        let hysteresis = parameters.openCircuit.hysteresis
        guard hysteresis.rate > 0 else { return }
        branch = hysteresis.advanced(state: branch, charge: charge)
        let left = branchDeviation * L.exp(charge.magnitude * -hysteresis.rate)
        branchDeviation = L.select(
            known, L.maximum(left, L(settings.branchDeviation)),
            otherwise: L(settings.initialBranchDeviation))
    }

    /// θ over one interval: its transition and its noise.
    @inlinable
    mutating func predictContact(
        current: L, parameters: CellParameters, settings: EstimatorSettings, interval: Double
    ) -> (transition: L, noise: L) {
        let law = parameters.contact
        guard law.isActive else { return (.one, .zero) }
        let sustainable: L = law.sustainableCurrent(
            pressure: pressure, temperature: tableTemperature(parameters))
        let (rate, slope, unrecoverableRate) = law.linearisedRates(
            contactFraction: state[Self.contact], unrecoverable: unrecoverable,
            currentDensity: current * (1 / parameters.totalArea), sustainable: sustainable)
        state[Self.contact] = (state[Self.contact] + rate * interval).clamped(L(0.02), .one)
        unrecoverable = (unrecoverable + unrecoverableRate * interval).clamped(.zero, L(0.98))
        let error = rate * settings.contactRateDeviation
        let persistence = interval * Swift.max(interval, settings.contactCorrelationTime)
        let walk = settings.contactWalk * settings.contactWalk * interval / 3600
        return (
            (slope * interval + 1).clamped(.zero, L(1.1)),
            L.minimum(error * error * persistence, L(0.01)) + walk
        )
    }
}
