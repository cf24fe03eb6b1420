public import CellModel

/// An extended Kalman filter of one cell, or of one cell per lane, that treats contact, interface
/// resistance and the errors of its own model and sensors as states.
///
/// State x = [z, v₁, v₂, θ, R_i, b_p, e, b_I, κ, g]:
///
///     z    state of charge                         ż = (I − b_I) (1 + κ) / C
///     v₁   voltage of the fast RC pair, V          v̇ = (R (I − b_I) − v) / τ
///     v₂   voltage of the slow RC pair, V
///     θ    fraction of the interface in contact    ContactDynamics
///     R_i  interphase resistance of the cell, Ω    random walk
///     b_p  bias of the stack pressure, Pa          random walk
///     e    error of the voltage model, V           first-order Gauss–Markov
///     b_I  offset of the current sensor, A         random walk up to its σ at start
///     κ    capacity in C over the true one, less 1 random walk
///     g    gain of the swelling as measured, less 1 random walk
///
/// Measurements V = U(z) + (I − b_I) R₀(θ) + I R_i + v₁ + v₂ + e and p = p_others + (1 + g) K_f N
/// Δh(z, θ) + b_p are used one after the other (Simon 2006, Optimal State Estimation, ch. 6). What
/// the voltage model gets wrong stays wrong for minutes; as a state of its own, e lets the first
/// voltage count in full and later ones only as far as the error can have changed since (coloured
/// measurement noise, Simon 2006, ch. 7.2). The filter keeps no parameters: the caller passes the
/// same ones in every step. No step allocates.
@frozen
public struct CellFilter<L: Lane>: Sendable {
    /// x.
    public var state: InlineArray<10, L>
    /// P.
    public var covariance: CellCovariance<L>
    /// θ_u, the part of lost contact that does not come back: carried along, not estimated.
    public var unrecoverable: L
    /// s of the voltage hysteresis, −1 to 1: carried along with the charge, not estimated, and its
    /// σ, which charge takes away.
    public var branch: L
    public var branchDeviation: L
    /// Temperature of the surface, K: the last one measured.
    public var temperature: L
    /// Temperature of the core, K: carried along with the heat of the current.
    public var coreTemperature: L
    /// Smoothed pressure in use, Pa, and the highest it has been.
    public var pressure: L
    public var highestPressure: L
    /// Running means of squared innovations over their variance; that of the voltage counts what e
    /// has taken up as not explained.
    public var voltageConsistency: L
    public var pressureConsistency: L
    /// Variance e would have had nothing been measured, V².
    public var errorVariance: L
    /// Variances of the states had nothing been measured: what P is held against to tell what the
    /// measurements say.
    public var unmeasured: InlineArray<10, L>
    /// Innovation of the last voltage over its standard deviation.
    public var voltageInnovation: L
    /// Voltages used so far; counts up to 1e6.
    public var voltageCount: L
    /// Mechanical measurements used since the zero of the gauge was last in doubt; counts to 1e6.
    public var pressureCount: L
    /// ln of how well the measurements so far agree with this filter, up to a constant: what one
    /// hypothesis is weighed against another by.
    public var logLikelihood: L
    /// How often the covariance was unusable and the filter began again.
    public var resetCount: L
    /// R₀ at half charge and 25 °C, Ω, the yardstick of resistance noise.
    public var resistanceScale: L

    // Positions in the state.
    @inlinable static var charge: Int { 0 }
    @inlinable static var fast: Int { 1 }
    @inlinable static var slow: Int { 2 }
    @inlinable static var contact: Int { 3 }
    @inlinable static var interphase: Int { 4 }
    @inlinable static var bias: Int { 5 }
    @inlinable static var error: Int { 6 }
    @inlinable static var offset: Int { 7 }
    @inlinable static var capacity: Int { 8 }
    @inlinable static var gain: Int { 9 }

    /// A filter at rest in full contact.
    ///
    /// - Parameters:
    ///   - parameters: The cell design.
    ///   - settings: Start deviations.
    ///   - stateOfCharge: The best guess of z.
    ///   - load: The stack around the cell; its pressure is the first highest pressure.
    @inlinable
    public init(
        parameters: CellParameters, settings: EstimatorSettings, stateOfCharge: L,
        load: StackLoad<L> = .none
    ) {
        state = InlineArray(repeating: .zero)
        covariance = CellCovariance()
        unmeasured = InlineArray(repeating: .zero)
        unrecoverable = .zero
        branch = .zero
        branchDeviation = L(settings.initialBranchDeviation)
        temperature = L(PhysicalConstants.referenceTemperature)
        coreTemperature = temperature
        pressure = L.maximum(load.othersPressure, .zero)
        highestPressure = pressure
        voltageConsistency = .one
        pressureConsistency = .one
        errorVariance = L(settings.openCircuitDeviation * settings.openCircuitDeviation)
        voltageInnovation = .zero
        voltageCount = .zero
        pressureCount = .zero
        logLikelihood = .zero
        resetCount = .zero
        resistanceScale = .zero
        let circuit = EquivalentCircuit<L>(
            parameters: parameters, stateOfCharge: L(0.5), contactFraction: .one,
            interphaseResistance: .zero, temperature: temperature, pressure: pressure,
            highestPressure: highestPressure)
        resistanceScale = circuit.seriesResistance
        state[Self.charge] = stateOfCharge
        state[Self.contact] = .one
        covariance = initialCovariance(parameters: parameters, settings: settings)
        forgetMeasurements(in: L.isLess(.zero, .one))
    }

    /// P at start.
    @inlinable
    func initialCovariance(
        parameters: CellParameters, settings: EstimatorSettings
    ) -> CellCovariance<L> {
        var result = CellCovariance<L>()
        let contact = parameters.contact.isActive ? settings.initialContactDeviation : 0
        let interphase = resistanceScale * settings.initialInterphaseDeviation
        let polarisation = settings.initialPolarisationMaximum
        let charge = settings.initialStateOfChargeDeviation
        let tare = settings.initialPressureBiasDeviation
        let preload = pressure * settings.initialPressureBiasShare
        let gain = settings.swellingGainDeviation
        let error = settings.openCircuitDeviation
        let offset = settings.currentOffsetRate * parameters.capacity / 3600
        let capacity = settings.initialCapacityDeviation
        result[Self.charge, Self.charge] = L(charge * charge)
        result[Self.fast, Self.fast] = L(polarisation * polarisation * 0.25)
        result[Self.slow, Self.slow] = L(polarisation * polarisation)
        result[Self.contact, Self.contact] = L(contact * contact)
        result[Self.interphase, Self.interphase] = interphase * interphase
        result[Self.bias, Self.bias] = preload * preload + tare * tare
        result[Self.error, Self.error] = L(error * error)
        result[Self.offset, Self.offset] = L(offset * offset)
        result[Self.capacity, Self.capacity] = L(capacity * capacity)
        result[Self.gain, Self.gain] = L(gain * gain)
        return result
    }

    // MARK: What is estimated

    /// z.
    @inlinable public var stateOfCharge: L { state[0] }
    /// v₁, V.
    @inlinable public var fastVoltage: L { state[1] }
    /// v₂, V.
    @inlinable public var slowVoltage: L { state[2] }
    /// θ, 0.02 to 1.
    @inlinable public var contactFraction: L { state[3] }
    /// R_i of the cell, Ω.
    @inlinable public var interphaseResistance: L { state[4] }
    /// b_p, Pa.
    @inlinable public var pressureBias: L { state[5] }
    /// e, V.
    @inlinable public var voltageError: L { state[6] }
    /// b_I, A.
    @inlinable public var currentBias: L { state[7] }
    /// Capacity over that of the design: 1 / (1 + κ).
    @inlinable public var capacityFraction: L { 1 / (state[8] + 1) }

    /// The standard deviation of the state at `index`, in the order of ``state``.
    @inlinable
    public func deviation(_ index: Int) -> L {
        covariance[index, index].positivePart.squareRoot()
    }

    /// The pressure the model expects without bias, Pa.
    @inlinable
    @inline(__always)
    public func expectedPressure(parameters: CellParameters, load: StackLoad<L>) -> L {
        load.othersPressure
            + load.stiffness * thickness(parameters: parameters) * (state[Self.gain] + 1)
    }

    /// Δh of one layer, m, with what warmth adds.
    @inlinable
    @inline(__always)
    public func thickness(parameters: CellParameters) -> L {
        let warming = temperature - PhysicalConstants.referenceTemperature
        return parameters.swelling.thickness(
            stateOfCharge: state[0], arealCapacity: parameters.arealCapacity,
            contactFraction: state[3]) + warming * parameters.swelling.thermalExpansion
    }

    /// What the cell adds to the pressure of a stack, Pa, and the variance of that, Pa².
    ///
    /// - Parameters:
    ///   - parameters: The cell design.
    ///   - stiffness: Of the stack, Pa per metre of one layer of this cell.
    @inlinable
    func pressureShare(
        parameters: CellParameters, stiffness: L
    ) -> (pressure: L, variance: L) {
        let slope = parameters.swelling.slope(
            stateOfCharge: state[Self.charge], arealCapacity: parameters.arealCapacity)
        let whole = stiffness * thickness(parameters: parameters)
        let stiffness = stiffness * (state[Self.gain] + 1)
        let perCharge = stiffness * slope
        let perContact = -stiffness * parameters.swelling.voidHeight
        let moved =
            perCharge * perCharge * covariance[Self.charge, Self.charge]
            + 2 * perCharge * perContact * covariance[Self.charge, Self.contact]
            + perContact * perContact * covariance[Self.contact, Self.contact]
        let variance =
            moved + whole * whole * covariance[Self.gain, Self.gain]
            + 2 * whole * perCharge * covariance[Self.charge, Self.gain]
            + 2 * whole * perContact * covariance[Self.contact, Self.gain]
        return (whole * (state[Self.gain] + 1), variance.positivePart)
    }

    /// One whole step: predict, use the voltage, use the pressure, keep to the constraints.
    ///
    /// - Parameters:
    ///   - inputs: This step's measurements.
    ///   - interval: Δt, s, since the last step; a step of no or unusable length does nothing.
    @inlinable
    public mutating func step(
        inputs: CellInputs<L>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<L>, interval: Double
    ) {
        guard interval > 0, interval < 1e6 else { return }
        let interval = FilterInterval(seconds: interval, settings: settings)
        let circuit = predict(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
        useVoltage(
            inputs: inputs, circuit: circuit, parameters: parameters, settings: settings,
            interval: interval)
        usePressure(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: interval)
        keepWithinConstraints(parameters: parameters, settings: settings)
    }
}
