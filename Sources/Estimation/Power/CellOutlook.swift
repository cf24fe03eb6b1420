import CellModel
import Quantities

/// One cell as its predictions see it: each quantity at the confidence bound that leaves less
/// current.
///
/// Bounds are taken one by one. That voltage ties charge, resistance and polarisation together,
/// so that not all can be at their worst at once, is left out: it would need the covariance, and
/// leaving it out errs to the safe side.
struct CellOutlook: Sendable {
    /// Whether every number that a prediction needs is there.
    var isUsable = false
    /// z, and z ∓ kσ.
    var charge = 0.0
    var chargeLow = 0.0
    var chargeHigh = 0.0
    /// C and C − kσ, C, > 0: a small cell moves faster.
    var capacity = 1.0
    var capacityLow = 1.0
    /// R₀ + kσ, Ω.
    var resistance = 0.0
    /// v₁ and v₂, V.
    var fastVoltage = 0.0
    var slowVoltage = 0.0
    /// R₁ and R₂ of their bound, Ω.
    var fastResistance = 0.0
    var slowResistance = 0.0
    /// −1/τ₁ and −1/τ₂, 1/s.
    var fastRate = 0.0
    var slowRate = 0.0
    /// e^(−60 s/τ₁) and e^(−60 s/τ₂): the longest horizon is asked for in every step.
    var fastDecay = 0.0
    var slowDecay = 0.0
    /// dU/dT, V/K.
    var entropicCoefficient = 0.0
    /// U now, V.
    var openCircuitVoltage = 0.0
    var branch = 0.0
    /// Coldest and warmest that the cell may be inside, K, and in the middle.
    var coldest = 0.0
    var warmest = 0.0
    var temperature = 0.0
    /// θ − kσ and θ + kσ ≤ 1; 1 where contact cannot be lost.
    var contact = 1.0
    var contactHigh = 1.0
    /// Charge plated since the last stripping, C, at most; not-a-number until known.
    var platedCharge = Double.nan

    /// Takes an estimate.
    ///
    /// - Parameters:
    ///   - surface: The measured temperature, K; `nil` when it is missing.
    ///   - isDue: Whether what moves with charge and temperature over minutes is looked up again:
    ///     polarisation and entropic coefficient. A cell that was not usable is always due.
    mutating func take(
        _ estimate: CellEstimate, surface: Double?,
        parameters: CellParameters, settings: PredictionSettings, isDue: Bool
    ) {
        let k = settings.deviations
        // An estimator without slow states says nothing of capacity and core.
        let hasSlowStates = estimate.capacity > 0
        let core = hasSlowStates ? estimate.coreTemperature : surface ?? .nan
        let outside = surface ?? core
        temperature = (core + outside) * 0.5
        coldest = min(core, outside) - k * settings.temperatureDeviation
        warmest = max(core, outside) + k * settings.temperatureDeviation

        charge = estimate.stateOfCharge
        chargeLow = charge - k * estimate.stateOfChargeDeviation
        chargeHigh = charge + k * estimate.stateOfChargeDeviation
        capacity = hasSlowStates ? estimate.capacity : parameters.capacity
        capacityLow =
            capacity - k
            * Self.deviation(
                estimate.capacityDeviation, isObserved: estimate.observed.contains(.capacity),
                prior: settings.capacityPrior * parameters.capacity)
        if capacityLow < capacity * 0.5 { capacityLow = capacity * 0.5 }

        let spread =
            k
            * Self.deviation(
                estimate.seriesResistanceDeviation,
                isObserved: estimate.observed.contains(.resistance),
                prior: settings.resistancePrior * estimate.seriesResistance)
        resistance = estimate.seriesResistance + spread
        fastVoltage = estimate.fastVoltage
        slowVoltage = estimate.slowVoltage
        openCircuitVoltage = estimate.openCircuitVoltage
        branch = estimate.branch
        takeContact(estimate, parameters, settings)
        if isDue || !isUsable { takePolarisation(parameters, settings) }
        let sum =
            chargeLow + chargeHigh + capacityLow + resistance + fastVoltage + slowVoltage
            + openCircuitVoltage + branch + coldest + warmest + contact + fastRate + slowRate
        isUsable = sum.isFinite && resistance >= 0 && capacity > 0
    }

    /// A deviation, or the prior one where that is larger and no reading has told better.
    private static func deviation(_ value: Double, isObserved: Bool, prior: Double) -> Double {
        if value.isNaN { return value }
        return isObserved && value > 0 ? value : value > prior ? value : prior
    }

    private mutating func takeContact(
        _ estimate: CellEstimate, _ parameters: CellParameters, _ settings: PredictionSettings
    ) {
        contact = 1
        contactHigh = 1
        guard parameters.contact.isActive else { return }
        let spread =
            settings.deviations
            * Self.deviation(
                estimate.contactFractionDeviation,
                isObserved: estimate.observed.contains(.contact), prior: settings.contactPrior)
        contact = estimate.contactFraction - spread
        contactHigh = estimate.contactFraction + spread
        if contactHigh > 1 { contactHigh = 1 }
    }

    private mutating func takePolarisation(
        _ parameters: CellParameters, _ settings: PredictionSettings
    ) {
        let pairs = parameters.polarisation
        let factor = 1 + settings.deviations * settings.polarisationDeviation
        fastResistance =
            factor * pairs.fastResistance.value(stateOfCharge: charge, temperature: temperature)
        slowResistance =
            factor * pairs.slowResistance.value(stateOfCharge: charge, temperature: temperature)
        fastRate =
            -1 / pairs.fastTimeConstant.value(stateOfCharge: charge, temperature: temperature)
        slowRate =
            -1 / pairs.slowTimeConstant.value(stateOfCharge: charge, temperature: temperature)
        fastDecay = Double.exp(fastRate * PowerHorizon.sixtySeconds.seconds)
        slowDecay = Double.exp(slowRate * PowerHorizon.sixtySeconds.seconds)
        entropicCoefficient = parameters.openCircuit.entropicCoefficient.value(at: charge).value
    }
}
