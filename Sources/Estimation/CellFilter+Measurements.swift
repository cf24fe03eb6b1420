public import CellModel

extension CellFilter {
    /// Uses the terminal voltage.
    ///
    /// U(z) is linearised by divided differences over ±σ_z (Nørgaard et al. 2000, Automatica 36
    /// 1627): with a wrong start that is the slope of the curve between here and where z may be,
    /// with a settled filter it is dU/dz smoothed over 1 % of charge; what is left over of the
    /// curve adds to the noise.
    @inlinable
    public mutating func useVoltage(
        inputs: CellInputs<L>, circuit: EquivalentCircuit<L>, parameters: CellParameters,
        settings: EstimatorSettings, interval: Double
    ) {
        let usable = Self.isUsable(inputs.voltage, inputs.voltageIsKnown, limit: L(100))
        let known = Self.currentIsUsable(inputs, parameters: parameters, settings: settings)
        let current = L.select(known, inputs.current, otherwise: .zero)
        let z = state[Self.charge]
        let spread = deviation(Self.charge).clamped(L(0.005), L(0.25))
        let above: L = parameters.openCircuit.voltage.value(at: z + spread).value
        let below: L = parameters.openCircuit.voltage.value(at: z - spread).value
        let here: L = parameters.openCircuit.voltage.value(at: z).value
        let curvature = (above + below) * 0.5 - here

        var sensitivity = InlineArray<6, L>(repeating: .zero)
        sensitivity[Self.charge] = (above - below) / (spread * 2)
        sensitivity[Self.fast] = .one
        sensitivity[Self.slow] = .one
        sensitivity[Self.contact] = current * circuit.contactSensitivity
        sensitivity[Self.interphase] = current

        let expected = circuit.terminalVoltage(
            current: current, fastVoltage: state[Self.fast], slowVoltage: state[Self.slow])
        let uncertain = Self.currentDeviation(
            current, known: known, parameters: parameters, settings: settings)
        let ohmic = current * circuit.seriesResistance * settings.resistanceDeviation
        let unknown = uncertain * circuit.seriesResistance
        // A persistent error spoils a thousand measurements like one; the first is worth one.
        let isFirst = L.isLess(voltageCount, L(0.5))
        let persistence = L.select(
            isFirst, .one,
            otherwise: L(Swift.max(1, settings.voltageCorrelationTime / interval)))
        let relaxing = (circuit.fastResistance + circuit.slowResistance) * current
        let start = L.select(
            isFirst,
            relaxing * relaxing
                + settings.initialPolarisationDeviation * settings.initialPolarisationDeviation,
            otherwise: .zero)
        let gap = hysteresisDeviation(parameters: parameters)
        let curve = gap * gap + settings.openCircuitDeviation * settings.openCircuitDeviation
        let white =
            curvature * curvature * 0.5 + start
            + settings.voltageDeviation * settings.voltageDeviation
        let model = ohmic * ohmic + unknown * unknown + curve
        let square = correct(
            innovation: L.select(usable, inputs.voltage - expected, otherwise: .zero),
            usable: usable, sensitivity: sensitivity, noise: model * persistence + white,
            momentary: model + white, settings: settings)
        voltageConsistency = Self.averaged(
            voltageConsistency, square, usable: usable, settings: settings, interval: interval)
        voltageCount = L.select(
            usable, L.minimum(voltageCount + 1, L(1e6)), otherwise: voltageCount)
    }

    /// σ of the voltage that comes from not knowing the branch, V: for silicon far more than
    /// everything else.
    @inlinable
    func hysteresisDeviation(parameters: CellParameters) -> L {
        guard parameters.openCircuit.hysteresis.rate > 0 else { return .zero }
        let gap: L = parameters.openCircuit.hysteresisHalfGap.value(at: state[Self.charge]).value
        return gap * branchDeviation
    }

    /// One scalar measurement; returns its squared innovation over its variance, which is judged
    /// by the `momentary` noise: `noise` counts a persistent error many times over so that a
    /// sequence of measurements is not believed too much, which one measurement must not enjoy.
    ///
    /// Beyond the gate g the innovation variance S is raised by |ν| / (g √S), so that the
    /// correction stops growing (Huber's influence function) and stays consistent with P.
    @inlinable
    mutating func correct(
        innovation: L, usable: L.Mask, sensitivity: borrowing InlineArray<6, L>, noise: L,
        momentary: L, settings: EstimatorSettings
    ) -> L {
        let projected = covariance.projected(sensitivity)
        var variance = L.zero
        for index in 0..<6 { variance = variance + sensitivity[index] * projected[index] }
        let judged = variance.positivePart + momentary
        variance = variance.positivePart + noise
        let ratio = innovation.magnitude / variance.squareRoot()
        let inflated = variance * L.maximum(ratio * (1 / settings.innovationGate), .one)
        let weight = L.select(usable, 1 / inflated, otherwise: .zero)
        logLikelihood = logLikelihood + Self.agreement(L.select(usable, ratio, otherwise: .zero))
        var gain = InlineArray<6, L>(repeating: .zero)
        for index in 0..<6 {
            gain[index] = projected[index] * weight
            state[index] = state[index] + gain[index] * innovation
        }
        covariance.update(gain: gain, projected: projected, innovationVariance: inflated)
        return L.minimum(innovation * innovation / judged, L(100))
    }

    /// ln of the density of an innovation of so many σ, with tails that fall off exponentially from
    /// 3 σ on: an outlier speaks against a hypothesis, but does not settle the matter alone.
    @inlinable
    static func agreement(_ ratio: L) -> L {
        let inner = L.minimum(ratio, L(3))
        return inner * inner * -0.5 - (ratio - inner) * 3
    }

    @inlinable
    static func averaged(
        _ mean: L, _ square: L, usable: L.Mask, settings: EstimatorSettings, interval: Double
    ) -> L {
        let share = 1 - Double.exp(-interval / settings.consistencyTime)
        return L.select(usable, mean + (square - mean) * share, otherwise: mean)
    }

    /// Limits the state to what it can be, and begins again where the covariance has become
    /// unusable: a lane that is reset says so in ``resetCount``.
    @inlinable
    public mutating func keepWithinConstraints(
        parameters: CellParameters, settings: EstimatorSettings
    ) {
        state[Self.charge] = state[Self.charge].clamped(L(-0.1), L(1.1))
        state[Self.fast] = state[Self.fast].clamped(L(-2), L(2))
        state[Self.slow] = state[Self.slow].clamped(L(-2), L(2))
        state[Self.contact] = state[Self.contact].clamped(L(0.02), .one)
        state[Self.interphase] = state[Self.interphase]
            .clamped(.zero, resistanceScale * 100 + 1e-9)
        state[Self.bias] = state[Self.bias].clamped(L(-1e7), L(1e7))

        var sound = L.isLess(.zero, .one)
        for index in 0..<6 {
            // Rounding may leave a variance that should be zero a trifle below it.
            let element = covariance[index, index]
            sound = L.both(sound, L.isLess(element, L(1e30)))
            sound = L.both(sound, L.isLess(-initialScale(index, settings: settings), element))
        }
        guard L.any(L.not(sound)) else { return }
        let fresh = initialCovariance(parameters: parameters, settings: settings)
        for row in 0..<6 {
            for column in 0...row {
                covariance[row, column] = L.select(
                    sound, covariance[row, column], otherwise: fresh[row, column])
            }
        }
        resetCount = resetCount + L.select(sound, .zero, otherwise: .one)
    }

    /// The size of a variance at which a negative sign is no longer rounding.
    @inlinable
    func initialScale(_ index: Int, settings: EstimatorSettings) -> L {
        switch index {
        case Self.interphase: resistanceScale * resistanceScale * 1e-6 + 1e-30
        case Self.bias: L(1)
        default: L(1e-8)
        }
    }
}
