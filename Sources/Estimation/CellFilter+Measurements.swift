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
        // R_i and a change of contact meet the current as measured: an offset times a resistance
        // explains anything.
        let measured = L.select(known, inputs.current, otherwise: .zero)
        let current = L.select(known, inputs.current - state[Self.offset], otherwise: .zero)
        let ohmic = circuit.seriesResistance - state[Self.interphase]
        let z = state[Self.charge]
        let spread = deviation(Self.charge).clamped(
            L(settings.linearisationSpread), L(0.5))
        let here = circuit.openCircuitVoltage
        let above = openCircuitVoltage(at: L.minimum(z + spread, L(1.1)), parameters: parameters)
        let below = openCircuitVoltage(at: L.maximum(z - spread, L(-0.1)), parameters: parameters)
        let curvature = (above + below) * 0.5 - here

        var sensitivity = InlineArray<10, L>(repeating: .zero)
        sensitivity[Self.charge] = (above - below) / (spread * 2)
        sensitivity[Self.fast] = .one
        sensitivity[Self.slow] = .one
        sensitivity[Self.contact] = measured * circuit.contactSensitivity
        sensitivity[Self.interphase] = measured
        sensitivity[Self.error] = .one
        sensitivity[Self.offset] = L.select(
            known, ohmic * -1, otherwise: .zero)

        let expected =
            here + current * ohmic + measured * state[Self.interphase]
            + state[Self.fast] + state[Self.slow] + state[Self.error]
        let transient = current * circuit.seriesResistance * settings.transientDeviation
        let unknown = L.select(
            known, .zero, otherwise: L(settings.missingCurrentRate * parameters.capacity / 3600))
        let missing = unknown * circuit.seriesResistance
        let white =
            settings.voltageDeviation * settings.voltageDeviation
            + transient * transient + missing * missing
        let noise = curvature * curvature * settings.curvatureWeight + white
        let innovation = L.select(usable, inputs.voltage - expected, otherwise: .zero)
        let unexplained = L.select(usable, innovation + state[Self.error], otherwise: .zero)
        let columns: InlineArray<7, Int> = [
            Self.charge, Self.fast, Self.slow, Self.contact, Self.interphase, Self.error,
            Self.offset,
        ]
        let projected = covariance.projected(sensitivity, columns: columns)
        let judged =
            unexplainedVariance(projected, along: sensitivity, columns: columns) + noise
        let model = Self.variance(projected, along: sensitivity, columns: columns)
        let place = z + projected[Self.charge] / (model + noise) * innovation
        voltageInnovation =
            correct(
                innovation: innovation, usable: usable, projected: projected,
                modelVariance: model, noise: noise, momentary: noise, settings: settings,
                openVariance: settings.respectsPlateaus
                    ? openVariance(at: place, parameters: parameters, settings: settings) : .zero,
                plateauVariance: errorVariance + white
            ).normalised
        voltageConsistency = Self.averaged(
            voltageConsistency, L.minimum(unexplained * unexplained / judged, L(100)),
            usable: usable, share: interval.consistencyShare)
        voltageCount = L.select(
            usable, L.minimum(voltageCount + 1, L(1e6)), otherwise: voltageCount)
    }

    /// Variance of the voltage less what the model says without e, V²: as if e had been told
    /// nothing.
    @inlinable
    @inline(__always)
    func unexplainedVariance<let count: Int>(
        _ projected: borrowing InlineArray<10, L>, along sensitivity: borrowing InlineArray<10, L>,
        columns: borrowing InlineArray<count, Int>
    ) -> L {
        var variance = errorVariance
        for index in 0..<count where columns[index] != Self.error {
            let column = columns[index]
            variance =
                variance
                + sensitivity[column] * (projected[column] - covariance[column, Self.error])
        }
        return L.maximum(variance, errorVariance)
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

    /// One scalar measurement; returns its squared innovation over its variance, which is judged
    /// by the `momentary` noise: `noise` counts a persistent error many times over so that a
    /// sequence of measurements is not believed too much, which one measurement must not enjoy.
    ///
    /// `projected` is P Hᵀ and `modelVariance` H P Hᵀ, not negative.
    ///
    /// A measurement on a plateau tells nothing of the charge that is better known already; the
    /// variance it leaves open, below which it does not bring the charge, is the caller's, and so
    /// is that of a voltage on the plateau about its curve.
    ///
    /// Beyond the gate g the innovation variance S is raised by |ν| / (g √S), so that the
    /// correction stops growing (Huber's influence function) and stays consistent with P.
    @inlinable
    mutating func correct(
        innovation: L, usable: L.Mask, projected: borrowing InlineArray<10, L>,
        modelVariance: L, noise: L, momentary: L, settings: EstimatorSettings,
        openVariance: L = .zero, plateauVariance: L = .zero
    ) -> (square: L, normalised: L) {
        let judged = modelVariance + momentary
        let variance = modelVariance + noise
        let ratio = innovation.magnitude / variance.squareRoot()
        let inflated = variance * L.maximum(ratio * (1 / settings.innovationGate), .one)
        let weight = L.select(usable, 1 / inflated, otherwise: .zero)
        logLikelihood = logLikelihood + Self.agreement(L.select(usable, ratio, otherwise: .zero))
        var gain = InlineArray<10, L>(repeating: .zero)
        for index in 0..<10 {
            gain[index] = projected[index] * weight
        }
        let whole = gain[Self.charge]
        gain[Self.charge] =
            whole
            * chargeShare(reduction: whole * projected[Self.charge], openVariance: openVariance)
        for index in 0..<10 { state[index] = state[index] + gain[index] * innovation }
        // What no plateau explains moves the charge in full, which makes it no surer.
        let reach = settings.plateauGate * settings.plateauGate
        let isElsewhere = L.isLess(plateauVariance * reach, innovation * innovation)
        state[Self.charge] = L.select(
            isElsewhere, state[Self.charge] + (whole - gain[Self.charge]) * innovation,
            otherwise: state[Self.charge])
        covariance.update(gain: gain, projected: projected, innovationVariance: inflated)
        return (
            L.minimum(innovation * innovation / judged, L(100)), innovation / judged.squareRoot()
        )
    }

    /// Variance of the charge below which a voltage that points to `place` does not bring it. A
    /// charge known far better than that, from pressure or from a knee it has passed, sees nothing
    /// of the plateau but the line through where it is.
    @inlinable
    func openVariance(
        at place: L, parameters: CellParameters, settings: EstimatorSettings
    ) -> L {
        let open: L = parameters.openCircuit.plateau.value(at: place.clamped(.zero, .one)).value
        let known = open * settings.plateauKnowledgeShare
        let isKnown = L.isLess(deviation(Self.charge), known)
        return L.select(isKnown, .zero, otherwise: open * open)
    }

    /// Part c of its gain K that the charge may follow, so that its variance does not fall below
    /// what the measurement leaves open; whole where it is above that, none where it is below.
    ///
    /// The Joseph form holds for any gain: with c K the variance falls by (2 c − c²) of the
    /// `reduction` it has with K.
    @inlinable
    func chargeShare(reduction: L, openVariance: L) -> L {
        let room = (covariance[Self.charge, Self.charge] - openVariance).positivePart
        let part = L.minimum(room / L.maximum(reduction, L(1e-30)), .one)
        return 1 - (1 - part).squareRoot()
    }

    /// H P Hᵀ, not negative.
    ///
    /// - Parameters:
    ///   - projected: P Hᵀ.
    ///   - sensitivity: H.
    ///   - columns: Where H is not zero, ascending.
    @inlinable
    static func variance<let count: Int>(
        _ projected: borrowing InlineArray<10, L>, along sensitivity: borrowing InlineArray<10, L>,
        columns: borrowing InlineArray<count, Int>
    ) -> L {
        var sum = L.zero
        for index in 0..<count {
            let column = columns[index]
            sum = sum + sensitivity[column] * projected[column]
        }
        return sum.positivePart
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
        _ mean: L, _ square: L, usable: L.Mask, share: Double
    ) -> L {
        L.select(usable, mean + (square - mean) * share, otherwise: mean)
    }

    /// Limits the state to what it can be, and begins again where the voltage contradicts the
    /// state or the covariance has become unusable: ``resetCount`` counts both.
    @inlinable
    public mutating func keepWithinConstraints(
        parameters: CellParameters, settings: EstimatorSettings
    ) {
        state[Self.charge] = state[Self.charge].clamped(L(-0.02), L(1.02))
        state[Self.fast] = state[Self.fast].clamped(L(-2), L(2))
        state[Self.slow] = state[Self.slow].clamped(L(-2), L(2))
        state[Self.contact] = state[Self.contact].clamped(L(0.02), .one)
        state[Self.interphase] = state[Self.interphase]
            .clamped(resistanceScale * -0.5, resistanceScale * 100 + 1e-9)
        state[Self.bias] = state[Self.bias].clamped(L(-1e7), L(1e7))
        limitError()
        let offset = L(settings.currentOffsetRate * parameters.capacity / 3600 * 4)
        state[Self.offset] = state[Self.offset].clamped(offset * -1, offset)
        state[Self.capacity] = state[Self.capacity].clamped(L(-0.5), L(4))
        state[Self.gain] = state[Self.gain].clamped(L(-0.5), L(1))

        let limit = settings.consistencyLimit * settings.consistencyLimit
        var sound = L.isLess(voltageConsistency, L(limit))
        for index in 0..<10 {
            // Rounding may leave a variance that should be zero a trifle below it.
            let element = covariance[index, index]
            sound = L.both(sound, L.isLess(element, L(1e30)))
            sound = L.both(sound, L.isLess(-initialScale(index, settings: settings), element))
        }
        guard L.any(L.not(sound)) else { return }
        beginAgain(in: L.not(sound), parameters: parameters, settings: settings)
    }

    /// Makes the lanes of the mask as unsure as at the start. A filter that is wrong but sure finds
    /// back this way: what it learned while it was wrong is worth nothing.
    @inlinable
    mutating func beginAgain(
        in lanes: L.Mask, parameters: CellParameters, settings: EstimatorSettings
    ) {
        var fresh = initialCovariance(parameters: parameters, settings: settings)
        let lost = settings.lostStateOfChargeDeviation
        fresh[Self.charge, Self.charge] = L.maximum(
            fresh[Self.charge, Self.charge], L(lost * lost))
        for row in 0..<10 {
            for column in 0...row {
                covariance[row, column] = L.select(
                    lanes, fresh[row, column], otherwise: covariance[row, column])
            }
        }
        let forgotten: InlineArray<6, Int> = [1, 2, 4, 6, 7, 8]
        for position in 0..<6 {
            let index = forgotten[position]
            state[index] = L.select(lanes, .zero, otherwise: state[index])
        }
        voltageConsistency = L.select(lanes, .one, otherwise: voltageConsistency)
        voltageCount = L.select(lanes, .zero, otherwise: voltageCount)
        // The zero of a gauge was set for a charge that is no longer believed.
        pressureCount = L.select(lanes, .zero, otherwise: pressureCount)
        resetCount = resetCount + L.select(lanes, .one, otherwise: .zero)
        forgetMeasurements(in: lanes)
    }

    /// Four times its own deviation is more than the model's error can be: then the charge is wrong
    /// and must give way. What was learned of e is dropped, or the two would stay tied together.
    @inlinable
    mutating func limitError() {
        let limit = errorVariance.squareRoot() * 4
        let isBeyond = L.isLess(limit, state[Self.error].magnitude)
        guard L.any(isBeyond) else { return }
        state[Self.error] = state[Self.error].clamped(limit * -1, limit)
        for other in 0..<10 {
            let fresh = other == Self.error ? errorVariance : .zero
            covariance[Self.error, other] = L.select(
                isBeyond, fresh, otherwise: covariance[Self.error, other])
        }
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
