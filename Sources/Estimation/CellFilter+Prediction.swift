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
        load: StackLoad<L>, interval: Double
    ) -> EquivalentCircuit<L> {
        let known = Self.currentIsUsable(inputs, parameters: parameters, settings: settings)
        let current = L.select(known, inputs.chargeCurrent, otherwise: .zero)
        senseSurroundings(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
        let charge = current * (interval / parameters.capacity)
        state[Self.charge] = state[Self.charge] + charge
        predictBranch(
            charge: charge, known: known, parameters: parameters, settings: settings)
        let contact = predictContact(
            current: current, parameters: parameters, settings: settings, interval: interval)
        let circuit = EquivalentCircuit<L>(
            parameters: parameters, stateOfCharge: state[Self.charge],
            contactFraction: state[Self.contact], interphaseResistance: state[Self.interphase],
            temperature: temperature, pressure: pressure, highestPressure: highestPressure,
            branch: branch)
        let fast = EquivalentCircuit<L>.relaxed(
            voltage: state[Self.fast], resistance: circuit.fastResistance,
            timeConstant: circuit.fastTimeConstant, current: current, interval: interval)
        let slow = EquivalentCircuit<L>.relaxed(
            voltage: state[Self.slow], resistance: circuit.slowResistance,
            timeConstant: circuit.slowTimeConstant, current: current, interval: interval)
        state[Self.fast] = fast.voltage
        state[Self.slow] = slow.voltage

        let deviation = Self.currentDeviation(
            current, known: known, parameters: parameters, settings: settings)
        var noise = InlineArray<6, L>(repeating: .zero)
        noise[Self.charge] = chargeNoise(
            current, known: known, parameters: parameters, settings: settings, interval: interval)
        noise[Self.fast] = Self.polarisationNoise(
            resistance: circuit.fastResistance, decay: fast.decay, current: current,
            currentDeviation: deviation, settings: settings)
        noise[Self.slow] = Self.polarisationNoise(
            resistance: circuit.slowResistance, decay: slow.decay, current: current,
            currentDeviation: deviation, settings: settings)
        noise[Self.contact] = contact.noise
        let hours = interval / 3600
        let walk = resistanceScale * settings.interphaseWalk
        noise[Self.interphase] = walk * walk * hours
        noise[Self.bias] = L(settings.pressureBiasWalk * settings.pressureBiasWalk * hours)
        stopGrowth(of: &noise)
        var transition = InlineArray<6, L>(repeating: .one)
        transition[Self.fast] = fast.decay
        transition[Self.slow] = slow.decay
        transition[Self.contact] = contact.transition
        covariance.propagate(transition: transition, noise: noise)
        return circuit
    }

    /// Temperature and smoothed pressure of this step.
    @inlinable
    mutating func senseSurroundings(
        inputs: CellInputs<L>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<L>, interval: Double
    ) {
        let temperatureKnown = L.both(
            Self.isUsable(inputs.temperature, inputs.temperatureIsKnown, limit: L(600)),
            L.isLess(L(150), inputs.temperature))
        temperature = L.select(temperatureKnown, inputs.temperature, otherwise: temperature)
        let expected = expectedPressure(parameters: parameters, load: load) + state[Self.bias]
        let pressureKnown = Self.isUsable(inputs.pressure, inputs.pressureIsKnown, limit: L(1e9))
        let target = L.select(pressureKnown, inputs.pressure, otherwise: expected)
            .clamped(.zero, L(1e9))
        let share = 1 - Double.exp(-interval / settings.pressureSmoothingTime)
        pressure = pressure + (target - pressure) * share
        highestPressure = L.maximum(highestPressure, pressure)
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
        let sustainable: L = law.sustainableCurrent(pressure: pressure, temperature: temperature)
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

    /// σ of the current, A.
    @inlinable
    static func currentDeviation(
        _ current: L, known: L.Mask, parameters: CellParameters, settings: EstimatorSettings
    ) -> L {
        let perHour = parameters.capacity / 3600
        let offset = L(settings.currentOffsetRate * perHour)
        let gain = current * settings.currentGainDeviation
        let whenKnown = (offset * offset + gain * gain).squareRoot()
        return L.select(known, whenKnown, otherwise: L(settings.missingCurrentRate * perHour))
    }

    /// Variance the charge count adds in one interval.
    @inlinable
    func chargeNoise(
        _ current: L, known: L.Mask, parameters: CellParameters, settings: EstimatorSettings,
        interval: Double
    ) -> L {
        let deviation = Self.currentDeviation(
            current, known: known, parameters: parameters, settings: settings)
        let rate = deviation * (1 / parameters.capacity)
        let time = L.select(
            known, L(Swift.max(interval, settings.currentCorrelationTime)),
            otherwise: L(Swift.max(interval, settings.missingCurrentCorrelationTime)))
        let limit = L(settings.consistencyLimit * settings.consistencyLimit)
        let recovery = L.select(
            L.isLess(limit, voltageConsistency),
            L(settings.recoveryWalk * settings.recoveryWalk * interval), otherwise: .zero)
        let walk = settings.stateOfChargeWalk * settings.stateOfChargeWalk * interval
        return L.minimum(rate * rate * time * interval + recovery + walk, L(0.25))
    }

    /// Variance an RC pair's error adds in one interval, stationary at (σ R |I|)² + (0.5 mV)².
    @inlinable
    static func polarisationNoise(
        resistance: L, decay: L, current: L, currentDeviation: L, settings: EstimatorSettings
    ) -> L {
        let error = resistance * current * settings.polarisationDeviation
        let unknown = resistance * currentDeviation
        return (error * error + unknown * unknown + 2.5e-7) * (1 - decay * decay)
    }

    /// Adds no more noise to what is already as unknown as it can be, so that P stays bounded
    /// however long nothing is measured.
    @inlinable
    func stopGrowth(of noise: inout InlineArray<6, L>) {
        let limits: InlineArray<6, L> = [
            L(0.25), L(1), L(1), L(0.1), resistanceScale * resistanceScale * 4, L(1e14),
        ]
        for index in 0..<6 {
            let mayGrow = L.isLess(covariance[index, index], limits[index])
            noise[index] = L.select(mayGrow, noise[index], otherwise: .zero)
        }
    }
}
