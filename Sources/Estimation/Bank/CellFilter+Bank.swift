import CellModel

// A microcontroller has no use for eight hypotheses of one cell.
#if !hasFeature(Embedded)
extension CellFilter where L == SIMD8<Double> {
    /// ln of the weights relative to the best.
    ///
    /// At start a cell settles from a past the filters do not know, and whichever settles like it
    /// would win by that alone: for five minutes readings count as one per ten seconds, but for
    /// the first, which counts in full. And weights fade within hours: a hypothesis that once
    /// failed may come back.
    ///
    /// - Parameter before: The weights before this step.
    mutating func settleWeights(before: SIMD8<Double>, interval: Double) {
        let readings = voltageCount.max()
        let settles = readings > 1 && readings * interval < 300
        let counted = SIMD8(repeating: settles ? min(1, interval / 10) : 1)
        let fading = SIMD8(repeating: 1 - min(1, interval / 14_400))
        let sum = before * fading + (logLikelihood - before) * counted
        logLikelihood = SIMD8<Double>.maximum(
            sum - SIMD8(repeating: sum.max()), SIMD8(repeating: -30))
    }

    /// The eight as one: mean and covariance of their sum.
    func merged() -> CellFilter<Double> {
        var weights = SIMD8<Double>.exp(logLikelihood - SIMD8(repeating: logLikelihood.max()))
        weights = weights / SIMD8(repeating: weights.sum())
        var best = 0
        for lane in 1..<8 where weights[lane] > weights[best] { best = lane }
        var result = CellFilter<Double>(lane: best, of: self)
        for row in 0..<9 { result.state[row] = (weights * state[row]).sum() }
        for row in 0..<9 {
            let left = state[row] - SIMD8(repeating: result.state[row])
            for column in 0...row {
                let right = state[column] - SIMD8(repeating: result.state[column])
                result.covariance[row, column] =
                    (weights * (covariance[row, column] + left * right)).sum()
            }
        }
        result.voltageConsistency = (weights * voltageConsistency).sum()
        result.voltageInnovation = (weights * voltageInnovation).sum()
        result.pressureConsistency = (weights * pressureConsistency).sum()
        result.branch = (weights * branch).sum()
        result.unrecoverable = (weights * unrecoverable).sum()
        result.logLikelihood = 0
        return result
    }
}

extension CellFilter where L == Double {
    /// One lane of eight.
    init(lane: Int, of bank: CellFilter<SIMD8<Double>>) {
        state = InlineArray(repeating: 0)
        for row in 0..<9 { state[row] = bank.state[row][lane] }
        covariance = CellCovariance()
        for row in 0..<9 {
            for column in 0...row {
                covariance[row, column] = bank.covariance[row, column][lane]
            }
        }
        unrecoverable = bank.unrecoverable[lane]
        branch = bank.branch[lane]
        branchDeviation = bank.branchDeviation[lane]
        temperature = bank.temperature[lane]
        coreTemperature = bank.coreTemperature[lane]
        pressure = bank.pressure[lane]
        highestPressure = bank.highestPressure[lane]
        voltageConsistency = bank.voltageConsistency[lane]
        pressureConsistency = bank.pressureConsistency[lane]
        errorVariance = bank.errorVariance[lane]
        voltageInnovation = bank.voltageInnovation[lane]
        voltageCount = bank.voltageCount[lane]
        pressureCount = bank.pressureCount[lane]
        logLikelihood = bank.logLikelihood[lane]
        resetCount = bank.resetCount[lane]
        resistanceScale = bank.resistanceScale[lane]
    }
}

extension CellInputs where L == SIMD8<Double> {
    /// The same measurements for all hypotheses.
    init(all inputs: CellInputs<Double>) {
        self.init()
        current = SIMD8(repeating: inputs.current)
        chargeCurrent = SIMD8(repeating: inputs.chargeCurrent)
        currentIsKnown = SIMDMask(repeating: inputs.currentIsKnown)
        voltage = SIMD8(repeating: inputs.voltage)
        voltageIsKnown = SIMDMask(repeating: inputs.voltageIsKnown)
        temperature = SIMD8(repeating: inputs.temperature)
        temperatureIsKnown = SIMDMask(repeating: inputs.temperatureIsKnown)
        pressure = SIMD8(repeating: inputs.pressure)
        pressureIsKnown = SIMDMask(repeating: inputs.pressureIsKnown)
    }
}

extension StackLoad where L == SIMD8<Double> {
    /// The same surroundings for all hypotheses.
    init(all load: StackLoad<Double>) {
        self.init(
            stiffness: SIMD8(repeating: load.stiffness),
            othersPressure: SIMD8(repeating: load.othersPressure),
            othersVariance: SIMD8(repeating: load.othersVariance))
        isRelative = load.isRelative
    }
}
#endif
