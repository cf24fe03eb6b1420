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
        let residual =
            covariance[Self.interphase, Self.interphase]
            + 2 * sensitivity * covariance[Self.interphase, Self.contact]
            + sensitivity * sensitivity * covariance[Self.contact, Self.contact]
        result.seriesResistanceDeviation = residual.positivePart.squareRoot()
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
        result.isConsistent =
            voltageCount >= 1
            && result.voltageInnovation < settings.consistencyLimit
            && result.pressureInnovation < settings.consistencyLimit
        return result
    }
}
