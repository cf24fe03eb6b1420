public import CellModel

extension CellFilter {
    /// Uses the terminal voltage.
    ///
    /// U(z) is linearised by divided differences over ±σ_z (Nørgaard et al. 2000, Automatica 36
    /// 1627): with a wrong start that is the slope of the curve between here and where z may be,
    /// with a settled filter it is dU/dz smoothed over 4 % of charge; what is left over of the
    /// curve adds to the noise.
    @inlinable
    public mutating func useVoltage(
        inputs: CellInputs<L>, circuit: EquivalentCircuit<L>, parameters: CellParameters,
        settings: EstimatorSettings, interval: FilterInterval
    ) {
        let usable = Self.isUsable(inputs.voltage, inputs.voltageIsKnown, limit: L(100))
        let known = Self.currentIsUsable(inputs, parameters: parameters, settings: settings)
        let current = L.select(known, inputs.current - state[Self.offset], otherwise: .zero)
        let z = state[Self.charge]
        let spread = deviation(Self.charge).clamped(
            L(settings.linearisationSpread), L(0.5))
        let here = circuit.openCircuitVoltage
        let above = openCircuitVoltage(at: L.minimum(z + spread, L(1.1)), parameters: parameters)
        let below = openCircuitVoltage(at: L.maximum(z - spread, L(-0.1)), parameters: parameters)
        let curvature = (above + below) * 0.5 - here

        var sensitivity = InlineArray<9, L>(repeating: .zero)
        sensitivity[Self.charge] = (above - below) / (spread * 2)
        sensitivity[Self.fast] = .one
        sensitivity[Self.slow] = .one
        sensitivity[Self.contact] = current * circuit.contactSensitivity
        sensitivity[Self.interphase] = current
        sensitivity[Self.error] = .one
        sensitivity[Self.offset] = L.select(
            known, circuit.seriesResistance * -1, otherwise: .zero)

        let expected =
            circuit.terminalVoltage(
                current: current, fastVoltage: state[Self.fast], slowVoltage: state[Self.slow])
            + state[Self.error]
        let transient = current * circuit.seriesResistance * settings.transientDeviation
        let unknown = L.select(
            known, .zero, otherwise: L(settings.missingCurrentRate * parameters.capacity / 3600))
        let missing = unknown * circuit.seriesResistance
        let noise =
            curvature * curvature * settings.curvatureWeight
            + settings.voltageDeviation * settings.voltageDeviation
            + transient * transient + missing * missing
        let (square, normalised) = correct(
            innovation: L.select(usable, inputs.voltage - expected, otherwise: .zero),
            usable: usable, sensitivity: sensitivity,
            columns: [
                Self.charge, Self.fast, Self.slow, Self.contact, Self.interphase, Self.error,
                Self.offset,
            ], noise: noise, momentary: noise, settings: settings)
        voltageInnovation = L.select(usable, normalised, otherwise: .zero)
        voltageConsistency = Self.averaged(
            voltageConsistency, square, usable: usable, share: interval.consistencyShare)
        voltageCount = L.select(
            usable, L.minimum(voltageCount + 1, L(1e6)), otherwise: voltageCount)
    }

    /// U at another state of charge, V.
    @inlinable
    @inline(__always)
    func openCircuitVoltage(at stateOfCharge: L, parameters: CellParameters) -> L {
        parameters.openCircuit.evaluate(
            stateOfCharge: stateOfCharge, temperature: tableTemperature(parameters),
            pressure: pressure, branch: branch
        ).voltage
    }

    /// Uses the stack pressure.
    ///
    /// Charge and contact change pressure slowly; a jump comes from outside, when someone turns the
    /// press or a load cell slips. What an innovation exceeds its gate by is therefore added to the
    /// variance of the bias, which takes the jump in place of charge and contact and says so by its
    /// deviation.
    @inlinable
    public mutating func usePressure(
        inputs: CellInputs<L>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<L>, interval: FilterInterval
    ) {
        guard settings.usesPressure else { return }
        let usable = Self.isUsable(inputs.pressure, inputs.pressureIsKnown, limit: L(1e9))
        guard L.any(usable) else { return }
        var sensitivity = InlineArray<9, L>(repeating: .zero)
        let perCharge = parameters.swelling.slope(
            stateOfCharge: state[Self.charge], arealCapacity: parameters.arealCapacity)
        sensitivity[Self.charge] = load.stiffness * perCharge
        sensitivity[Self.contact] = load.stiffness * -parameters.swelling.voidHeight
        sensitivity[Self.bias] = .one
        let expected = expectedPressure(parameters: parameters, load: load) + state[Self.bias]
        let persistence = Swift.max(1, settings.pressureCorrelationTime / interval.seconds)
        let curve = settings.pressureModelDeviation * settings.pressureModelDeviation
        let white = settings.pressureDeviation * settings.pressureDeviation
        let model = load.othersVariance + curve
        let innovation = L.select(usable, inputs.pressure - expected, otherwise: .zero)
        let gate = settings.innovationGate * settings.innovationGate
        let columns: InlineArray<3, Int> = [Self.charge, Self.contact, Self.bias]
        let projected = covariance.projected(sensitivity, columns: columns)
        let variance =
            Self.variance(projected, along: sensitivity, columns: columns) + model + white
        covariance[Self.bias, Self.bias] =
            covariance[Self.bias, Self.bias]
            + (innovation * innovation - variance * gate).positivePart
        let (square, _) = correct(
            innovation: innovation,
            usable: usable, sensitivity: sensitivity, columns: columns,
            noise: model * persistence + white, momentary: model + white, settings: settings)
        pressureConsistency = Self.averaged(
            pressureConsistency, square, usable: usable, share: interval.consistencyShare)
    }

    /// One scalar measurement; returns its squared innovation over its variance, which is judged
    /// by the `momentary` noise: `noise` counts a persistent error many times over so that a
    /// sequence of measurements is not believed too much, which one measurement must not enjoy.
    ///
    /// Beyond the gate g the innovation variance S is raised by |ν| / (g √S), so that the
    /// correction stops growing (Huber's influence function) and stays consistent with P.
    @inlinable
    mutating func correct<let count: Int>(
        innovation: L, usable: L.Mask, sensitivity: borrowing InlineArray<9, L>,
        columns: borrowing InlineArray<count, Int>, noise: L, momentary: L,
        settings: EstimatorSettings
    ) -> (square: L, normalised: L) {
        let projected = covariance.projected(sensitivity, columns: columns)
        let model = Self.variance(projected, along: sensitivity, columns: columns)
        let judged = model + momentary
        let variance = model + noise
        let ratio = innovation.magnitude / variance.squareRoot()
        let inflated = variance * L.maximum(ratio * (1 / settings.innovationGate), .one)
        let weight = L.select(usable, 1 / inflated, otherwise: .zero)
        var gain = InlineArray<9, L>(repeating: .zero)
        for index in 0..<9 {
            gain[index] = projected[index] * weight
            state[index] = state[index] + gain[index] * innovation
        }
        covariance.update(gain: gain, projected: projected, innovationVariance: inflated)
        return (
            L.minimum(innovation * innovation / judged, L(100)), innovation / judged.squareRoot()
        )
    }

    /// H P Hᵀ, not negative.
    ///
    /// - Parameters:
    ///   - projected: P Hᵀ.
    ///   - sensitivity: H.
    ///   - columns: Where H is not zero, ascending.
    @inlinable
    static func variance<let count: Int>(
        _ projected: borrowing InlineArray<9, L>, along sensitivity: borrowing InlineArray<9, L>,
        columns: borrowing InlineArray<count, Int>
    ) -> L {
        var sum = L.zero
        for index in 0..<count {
            let column = columns[index]
            sum = sum + sensitivity[column] * projected[column]
        }
        return sum.positivePart
    }

    @inlinable
    static func averaged(
        _ mean: L, _ square: L, usable: L.Mask, share: Double
    ) -> L {
        L.select(usable, mean + (square - mean) * share, otherwise: mean)
    }

    /// Limits the state to what it can be, and begins again where the covariance has become
    /// unusable: a lane that is reset says so in ``resetCount``.
    @inlinable
    public mutating func keepWithinConstraints(
        parameters: CellParameters, settings: EstimatorSettings
    ) {
        state[Self.charge] = state[Self.charge].clamped(L(-0.02), L(1.02))
        state[Self.fast] = state[Self.fast].clamped(L(-2), L(2))
        state[Self.slow] = state[Self.slow].clamped(L(-2), L(2))
        state[Self.contact] = state[Self.contact].clamped(L(0.02), .one)
        state[Self.interphase] = state[Self.interphase]
            .clamped(resistanceScale * -5, resistanceScale * 100 + 1e-9)
        state[Self.bias] = state[Self.bias].clamped(L(-1e7), L(1e7))
        state[Self.error] = state[Self.error].clamped(L(-1), L(1))
        let offset = L(parameters.capacity / 3600)
        state[Self.offset] = state[Self.offset].clamped(offset * -0.2, offset * 0.2)
        state[Self.capacity] = state[Self.capacity].clamped(L(-0.5), L(4))

        var sound = L.isLess(.zero, .one)
        for index in 0..<9 {
            // Rounding may leave a variance that should be zero a trifle below it.
            let element = covariance[index, index]
            sound = L.both(sound, L.isLess(element, L(1e30)))
            sound = L.both(sound, L.isLess(-initialScale(index, settings: settings), element))
        }
        guard L.any(L.not(sound)) else { return }
        let fresh = initialCovariance(parameters: parameters, settings: settings)
        for row in 0..<9 {
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
