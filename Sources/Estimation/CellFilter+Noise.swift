public import CellModel

// What the model and the sensors get wrong, as variances of one step.

extension CellFilter {
    /// What is known of the voltages before the first measurement: how the cell was loaded until
    /// now is not, so that the RC pairs may be anywhere up to what a few C leave behind.
    @inlinable
    mutating func beginVoltages(
        current: L, circuit: EquivalentCircuit<L>, parameters: CellParameters,
        settings: EstimatorSettings
    ) {
        let isFirst = L.isLess(voltageCount, L(0.5))
        guard L.any(isFirst) else { return }
        // A load that is on has been on: part of what it would leave behind is there already.
        let before = current * settings.initialPolarisationShare
        state[Self.fast] = L.select(
            isFirst, circuit.fastResistance * before, otherwise: state[Self.fast])
        state[Self.slow] = L.select(
            isFirst, circuit.slowResistance * before, otherwise: state[Self.slow])
        let possible = settings.initialPolarisationRate * parameters.capacity / 3600
        let limit = settings.initialPolarisationMaximum
        let fast = L.minimum(circuit.fastResistance * possible, L(limit * 0.5))
        let slow = L.minimum(circuit.slowResistance * possible, L(limit))
        let interphase = circuit.seriesResistance * settings.initialInterphaseDeviation
        let gap = hysteresisDeviation(parameters: parameters)
        let curve = gap * gap + settings.openCircuitDeviation * settings.openCircuitDeviation
        let variances: InlineArray<4, L> = [
            fast * fast + 1e-6, slow * slow + 1e-6, interphase * interphase, curve,
        ]
        let positions: InlineArray<4, Int> = [
            Self.fast, Self.slow, Self.interphase, Self.error,
        ]
        for index in 0..<4 {
            let position = positions[index]
            covariance[position, position] = L.select(
                isFirst, variances[index], otherwise: covariance[position, position])
        }
        forgetMeasurements(in: isFirst)
    }

    /// Holds P from now on against what it is now, in the lanes of the mask.
    @inlinable
    mutating func forgetMeasurements(in lanes: L.Mask) {
        for index in 0..<10 {
            unmeasured[index] = L.select(
                lanes, covariance[index, index], otherwise: unmeasured[index])
        }
    }

    /// e over one interval: it forgets with time and with the charge that passes, as the error of
    /// a curve belongs to a place on it; and it is larger where current times resistance is.
    @inlinable
    mutating func predictError(
        current: L, charge: L, circuit: EquivalentCircuit<L>, parameters: CellParameters,
        settings: EstimatorSettings, interval: Double
    ) -> (transition: L, noise: L) {
        // The doubt about the branch of a hysteresis lasts as long as the branch itself.
        let rate = parameters.openCircuit.hysteresis.rate
        let perCharge =
            rate > 0
            ? Swift.min(rate, 1 / settings.voltageErrorCharge)
            : 1 / settings.voltageErrorCharge
        let decay = L.exp(charge.magnitude * -perCharge - interval / settings.voltageErrorTime)
        state[Self.error] = state[Self.error] * decay
        let whole = circuit.seriesResistance + circuit.fastResistance + circuit.slowResistance
        let ohmic = current * whole * settings.voltageErrorShare
        let gap = hysteresisDeviation(parameters: parameters)
        let curve = gap * gap + settings.openCircuitDeviation * settings.openCircuitDeviation
        let noise = (ohmic * ohmic + curve) * (1 - decay * decay)
        errorVariance = errorVariance * decay * decay + noise
        return (decay, noise)
    }

    /// The diagonal of Q over one interval.
    @inlinable
    @inline(__always)
    func processNoise(
        current: L, known: L.Mask, decay: (fast: L, slow: L), contact: L, error: L,
        circuit: EquivalentCircuit<L>, parameters: CellParameters, settings: EstimatorSettings,
        interval: Double
    ) -> InlineArray<10, L> {
        let unknown = L.select(
            known, .zero, otherwise: L(settings.missingCurrentRate * parameters.capacity / 3600))
        var noise = InlineArray<10, L>(repeating: .zero)
        noise[Self.charge] = chargeNoise(
            current, known: known, parameters: parameters, settings: settings, interval: interval)
        noise[Self.fast] = Self.polarisationNoise(
            resistance: circuit.fastResistance, decay: decay.fast, current: current,
            unknown: unknown, settings: settings)
        noise[Self.slow] = Self.polarisationNoise(
            resistance: circuit.slowResistance, decay: decay.slow, current: current,
            unknown: unknown, settings: settings)
        noise[Self.contact] = contact
        noise[Self.error] = error
        let hours = interval / 3600
        let walk = circuit.seriesResistance * settings.interphaseWalk
        noise[Self.interphase] = walk * walk * hours
        let settling = pressure * settings.pressureBiasWalkShare
        noise[Self.bias] =
            (settling * settling + settings.pressureBiasWalk * settings.pressureBiasWalk) * hours
        noise[Self.gain] = L(settings.swellingGainWalk * settings.swellingGainWalk * hours)
        let offset = settings.currentOffsetRate * parameters.capacity / 3600
        noise[Self.offset] = L(offset * offset * 2 * interval / settings.currentOffsetTime)
        noise[Self.capacity] = L(settings.capacityWalk * settings.capacityWalk * hours)
        stopGrowth(of: &noise, parameters: parameters, settings: settings)
        return noise
    }

    /// Variance the charge count adds in one interval beyond offset and capacity, which are states.
    @inlinable
    func chargeNoise(
        _ current: L, known: L.Mask, parameters: CellParameters, settings: EstimatorSettings,
        interval: Double
    ) -> L {
        let gain = current * settings.currentGainDeviation
        let missing = L(settings.missingCurrentRate * parameters.capacity / 3600)
        let rate = L.select(known, gain, otherwise: missing) * (1 / parameters.capacity)
        let time = L.select(
            known, L(Swift.max(interval, settings.currentCorrelationTime)),
            otherwise: L(Swift.max(interval, settings.missingCurrentCorrelationTime)))
        let walk = settings.stateOfChargeWalk * settings.stateOfChargeWalk * interval
        return L.minimum(rate * rate * time * interval + walk, L(0.25))
    }

    /// Variance an RC pair's error adds in one interval, stationary at (σ R |I|)² + (0.5 mV)².
    @inlinable
    static func polarisationNoise(
        resistance: L, decay: L, current: L, unknown: L, settings: EstimatorSettings
    ) -> L {
        let error = resistance * current * settings.polarisationDeviation
        let missing = resistance * unknown
        return (error * error + missing * missing + 2.5e-7) * (1 - decay * decay)
    }

    /// Adds no more noise to what is already as unknown as it can be, so that P stays bounded
    /// however long nothing is measured.
    @inlinable
    @inline(__always)
    func stopGrowth(
        of noise: inout InlineArray<10, L>, parameters: CellParameters,
        settings: EstimatorSettings
    ) {
        let offset = settings.currentOffsetRate * parameters.capacity / 3600
        let limits: InlineArray<10, L> = [
            L(0.25), L(1), L(1), L(0.1), resistanceScale * resistanceScale * 100, L(1e14), L(1),
            L(offset * offset), L(0.25), L(0.25),
        ]
        for index in 0..<10 {
            let mayGrow = L.isLess(covariance[index, index], limits[index])
            noise[index] = L.select(mayGrow, noise[index], otherwise: .zero)
        }
    }

    /// σ of the voltage that comes from not knowing the branch, V: for silicon far more than
    /// everything else.
    @inlinable
    func hysteresisDeviation(parameters: CellParameters) -> L {
        guard parameters.openCircuit.hysteresis.rate > 0 else { return .zero }
        let gap: L = parameters.openCircuit.hysteresisHalfGap.value(at: state[Self.charge]).value
        return gap * branchDeviation
    }
}
