public import CellModel

extension CellFilter where L == Double {
    /// The filter's belief as a plain value.
    ///
    /// - Parameters:
    ///   - circuit: As returned by the last prediction. Its resistances are reported as they are:
    ///     one correction moves them by less than their deviation.
    ///   - parameters: The cell design.
    ///   - settings: The limit of consistency.
    public func estimate(
        circuit: EquivalentCircuit<Double>, parameters: CellParameters,
        settings: EstimatorSettings
    ) -> CellEstimate {
        var result = CellEstimate()
        result.stateOfCharge = stateOfCharge
        result.stateOfChargeDeviation = deviation(Self.charge)
        result.contactFraction = contactFraction
        result.contactFractionDeviation = deviation(Self.contact)
        let sensitivity = circuit.contactSensitivity
        result.interfaceResistance = circuit.interfaceResistance
        result.seriesResistance = circuit.seriesResistance
        let variance =
            covariance[Self.interphase, Self.interphase]
            + 2 * sensitivity * covariance[Self.interphase, Self.contact]
            + sensitivity * sensitivity * covariance[Self.contact, Self.contact]
        result.interfaceResistanceDeviation = variance.positivePart.squareRoot()
        result.seriesResistanceDeviation = result.interfaceResistanceDeviation
        result.fastVoltage = fastVoltage
        result.slowVoltage = slowVoltage
        result.branch = branch
        result.coreTemperature = coreTemperature
        result.capacity = parameters.capacity * capacityFraction
        result.capacityDeviation =
            parameters.capacity * deviation(Self.capacity) * capacityFraction * capacityFraction
        result.currentBias = currentBias
        result.currentBiasDeviation = deviation(Self.offset)
        result.pressureBias = pressureBias
        result.pressureBiasDeviation = deviation(Self.bias)
        result.openCircuitVoltage =
            parameters.openCircuit.evaluate(
                stateOfCharge: stateOfCharge, temperature: tableTemperature(parameters),
                pressure: pressure, branch: branch
            ).voltage
        result.voltageInnovation = voltageConsistency.squareRoot()
        result.pressureInnovation = pressureConsistency.squareRoot()
        result.resetCount = UInt64(resetCount)
        result.observed = observed(parameters: parameters, settings: settings)
        result.isConsistent =
            voltageCount >= 1
            && result.voltageInnovation < settings.consistencyLimit
            && result.pressureInnovation < settings.consistencyLimit
        return result
    }

    /// What the measurements have told: of each state whose variance they have halved at least,
    /// against what the model alone would leave. Charge must also be known to a tenth.
    func observed(parameters: CellParameters, settings: EstimatorSettings) -> Observability {
        func isTold(_ index: Int) -> Bool {
            voltageCount >= 1
                && covariance[index, index] < unmeasured[index] * settings.observedShare
        }
        var result: Observability = []
        if isTold(Self.charge), deviation(Self.charge) < 0.1 { result.insert(.charge) }
        if parameters.contact.isActive, isTold(Self.contact) { result.insert(.contact) }
        if isTold(Self.interphase) { result.insert(.resistance) }
        if isTold(Self.capacity) { result.insert(.capacity) }
        if isTold(Self.offset) { result.insert(.currentBias) }
        if pressureCount >= 1, isTold(Self.bias) { result.insert(.pressureBias) }
        return result
    }
}
