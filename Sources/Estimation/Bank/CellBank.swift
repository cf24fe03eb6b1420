// A microcontroller has no use for eight hypotheses of one cell.
#if !hasFeature(Embedded)
public import CellModel

/// One cell followed by eight filters at once, each of which holds another state of charge for
/// true: a Gaussian sum (Alspach and Sorenson 1972, IEEE Trans. Autom. Control 17 439).
///
/// On the plateau of LFP, and wherever a thickness curve turns round, one filter can settle on a
/// wrong charge and be sure of it: the measurements fit in two places. Here each place has filters
/// of its own, which are weighed by how well they predict; their errors are counted as persistent
/// as the filters themselves count them. The result is the mean and the variance of all.
///
/// There are two such sums: one by voltage alone, and one that also uses the mechanical channel.
/// The first is what the channel is judged by and what remains when it lies.
public struct CellBank: Sendable {
    /// Eight filters that know voltage and current alone.
    public private(set) var plain: CellFilter<SIMD8<Double>>
    /// Eight filters that also use the mechanical channel.
    public private(set) var aided: CellFilter<SIMD8<Double>>
    /// Whether the channel tells the truth.
    public private(set) var witness = MechanicalWitness<SIMD8<Double>>()
    /// What follows from that.
    public private(set) var trust = MechanicalTrust()
    /// The sum that counts, as one filter: state and covariance of the whole.
    public private(set) var belief: CellFilter<Double>
    /// The same of the filters by voltage alone.
    public private(set) var beliefWithoutPressure: CellFilter<Double>

    /// Filters spread over all charges, weighed by a first guess.
    ///
    /// - Parameters:
    ///   - parameters: The cell design.
    ///   - settings: Start deviations.
    ///   - stateOfCharge: The guess; its σ is `initialStateOfChargeDeviation`.
    ///   - load: The stack around the cell.
    public init(
        parameters: CellParameters, settings: EstimatorSettings, stateOfCharge: Double,
        load: StackLoad<Double> = .none
    ) {
        let deviation = settings.initialStateOfChargeDeviation
        // All of the range for a guess that is worth little, five of its σ for a better one.
        let lower = max(0, min(1 - 5 * deviation, stateOfCharge - 2.5 * deviation))
        let upper = min(1, max(5 * deviation, stateOfCharge + 2.5 * deviation))
        let spacing = (upper - lower) / 8
        var starts = SIMD8<Double>()
        var logs = SIMD8<Double>()
        for lane in 0..<8 {
            starts[lane] = lower + (Double(lane) + 0.5) * spacing
            let distance = (starts[lane] - stateOfCharge) / deviation
            logs[lane] = -0.5 * distance * distance
        }
        var local = settings
        local.initialStateOfChargeDeviation = 0.6 * spacing
        plain = CellFilter(
            parameters: parameters, settings: local, stateOfCharge: starts,
            load: StackLoad(all: load))
        plain.logLikelihood = logs
        aided = plain
        belief = CellFilter(
            parameters: parameters, settings: settings, stateOfCharge: stateOfCharge, load: load)
        beliefWithoutPressure = belief
    }

    /// One whole step of all filters: predict, measure, weigh.
    ///
    /// - Parameters:
    ///   - inputs: This step's measurements.
    ///   - interval: Δt, s, since the last step; a step of no or unusable length does nothing.
    public mutating func step(
        inputs: CellInputs<Double>, parameters: CellParameters, settings: EstimatorSettings,
        load: StackLoad<Double>, interval: Double
    ) {
        guard interval > 0, interval < 1e6 else { return }
        var local = settings
        // A hypothesis that fails must not wander to where the others are, unless all fail.
        if beliefWithoutPressure.voltageConsistency
            < settings.consistencyLimit * settings.consistencyLimit
        {
            local.consistencyLimit = 1e6
        }
        var unaided = local
        unaided.usesPressure = false
        let lanes = CellInputs<SIMD8<Double>>(all: inputs)
        let surroundings = StackLoad<SIMD8<Double>>(all: load)
        let before = plain.state[3]
        let plainWeights = plain.logLikelihood
        plain.advance(
            inputs: lanes, parameters: parameters, settings: unaided, load: surroundings,
            interval: interval)
        plain.settleWeights(before: plainWeights, interval: interval)
        beliefWithoutPressure = plain.merged()
        let isMeasured =
            inputs.pressureIsKnown && inputs.pressure.magnitude < 1e9 && load.stiffness != 0
            && settings.usesPressure
        guard isMeasured || aided.pressureCount[0] > 0 else {
            belief = beliefWithoutPressure
            return
        }
        let isNew = aided.pressureCount[0] == 0
        if isNew {
            beginAgain()
        } else {
            let weights = aided.logLikelihood
            aided.advance(
                inputs: lanes, parameters: parameters, settings: local, load: surroundings,
                interval: interval)
            aided.settleWeights(before: weights, interval: interval)
        }
        judge(
            inputs: inputs, contactBefore: before, isMeasured: isMeasured, parameters: parameters,
            settings: settings, load: load, interval: interval)
        if isNew {
            aided.usePressure(
                inputs: lanes, parameters: parameters, settings: local, load: surroundings,
                interval: FilterInterval(seconds: interval, settings: local))
        }
        belief = trust.channel == .distrusted ? beliefWithoutPressure : aided.merged()
    }

    /// The aided filters take over what voltage alone tells.
    private mutating func beginAgain() {
        aided = plain
        aided.pressureCount = SIMD8(repeating: 0)
    }

    private mutating func judge(
        inputs: CellInputs<Double>, contactBefore: SIMD8<Double>, isMeasured: Bool,
        parameters: CellParameters, settings: EstimatorSettings, load: StackLoad<Double>,
        interval: Double
    ) {
        let current = inputs.currentIsKnown ? inputs.chargeCurrent : 0
        var step = plain.witnessStep(
            charge: current * interval / parameters.capacity, contactBefore: contactBefore,
            parameters: parameters, settings: settings, load: StackLoad(all: load),
            range: load.stiffness.magnitude
                * parameters.swelling.range(arealCapacity: parameters.arealCapacity),
            interval: interval)
        let drift = settings.pressureBiasWalk
        step.otherVariance =
            step.otherVariance + SIMD8(repeating: drift * drift * interval / 3600)
        let warming =
            (plain.temperature[0] - PhysicalConstants.referenceTemperature)
            * parameters.swelling.thermalExpansion
        witness.observe(
            step, reading: SIMD8(repeating: inputs.pressure - load.stiffness * warming),
            isKnown: isMeasured)
        let returned = trust.hear(
            evidence: witness.evidence(
                logWeights: plain.logLikelihood, tolerance: settings.mechanicalGainTolerance),
            isMeasured: isMeasured, settings: settings, interval: interval)
        if returned { beginAgain() }
    }
}
#endif
