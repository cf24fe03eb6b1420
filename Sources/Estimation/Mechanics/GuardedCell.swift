public import CellModel

/// The filter of a cell alone in its fixture, with a guard over its mechanical channel.
public struct GuardedCell: Sendable {
    /// What is believed of the cell.
    public private(set) var filter: CellFilter<Double>
    /// What would be believed without the mechanical channel.
    public private(set) var shadow: MechanicalShadow
    /// The judge of the channel.
    public private(set) var mechanics: MechanicalGuard

    /// A filter that knows nothing but a guess of the state of charge.
    ///
    /// - Parameters:
    ///   - parameters: The cell design.
    ///   - settings: Start deviations.
    ///   - stateOfCharge: The best guess of z.
    ///   - load: The fixture around the cell.
    public init(
        parameters: CellParameters, settings: EstimatorSettings, stateOfCharge: Double,
        load: StackLoad<Double> = .none
    ) {
        filter = CellFilter(
            parameters: parameters, settings: settings, stateOfCharge: stateOfCharge, load: load)
        shadow = MechanicalShadow(of: filter)
        mechanics = MechanicalGuard(
            range: (load.stiffness
                * parameters.swelling.range(arealCapacity: parameters.arealCapacity)).magnitude)
    }

    /// One whole step: predict, use the voltage, use the mechanical channel as far as it is
    /// trusted, judge it.
    ///
    /// - Parameters:
    ///   - inputs: This step's measurements.
    ///   - interval: Δt, s, since the last step; a step of no or unusable length does nothing.
    public mutating func step(
        inputs: CellInputs<Double>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<Double>, interval: Double
    ) {
        guard interval > 0, interval < 1e6 else { return }
        let isMeasured =
            settings.usesPressure && load.stiffness != 0 && inputs.pressureIsKnown
            && inputs.pressure.magnitude < 1e9
        let pressure = isMeasured ? inputs.pressure : nil
        var inputs = inputs
        // A pressure that lies says nothing about the contact either: the one expected does.
        if !mechanics.mayCorrect { inputs.pressureIsKnown = false }
        if isMeasured, !shadow.isAwake { shadow.follow(filter) }
        let length = FilterInterval(seconds: interval, settings: settings)
        let circuit = filter.predict(
            inputs: inputs, parameters: parameters, settings: settings, load: load,
            interval: length)
        filter.useVoltage(
            inputs: inputs, circuit: circuit, parameters: parameters, settings: settings,
            interval: length)
        if mechanics.mayCorrect {
            filter.usePressure(
                inputs: inputs, parameters: parameters, settings: settings, load: load,
                interval: length)
        }
        filter.keepWithinConstraints(parameters: parameters, settings: settings)
        guard shadow.isAwake else { return }
        if shadow.hear(inputs, interval: interval) {
            mechanics.hear(
                shadow.advance(parameters: parameters, settings: settings, load: load))
        }
        let change = mechanics.judge(
            reading: pressure, settings: settings, interval: interval)
        switch change {
        case .none: break
        case .lost:
            mechanics.hear(
                shadow.advance(parameters: parameters, settings: settings, load: load))
            filter = shadow.filter
            filter.forgetPressureBias(parameters: parameters, load: load)
        case .returned:
            filter.forgetPressureBias(parameters: parameters, load: load)
        }
    }
}
