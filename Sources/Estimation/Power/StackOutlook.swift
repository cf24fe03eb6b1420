import Quantities

/// One stack as its predictions see it.
struct StackOutlook: Sendable {
    /// Measured, Pa; `nil` when missing. And what the model expects with and without bias.
    var measured: Double?
    var expected = 0.0
    /// Sum and number of the bias that the stack's cells estimate, Pa, and the largest σ of it.
    var biasSum = 0.0
    var biasCount = 0.0
    var biasDeviation = 0.0
    /// Whether a cell's filter has found the measurement to be lying.
    var isDistrusted = false
    /// dp/dQ, Pa/C: every cell of the stack carries the same charge.
    var pressurePerCharge = 0.0
    /// Σ (K_f N dh/dz σ_z)², Pa².
    var variance = 0.0

    /// The pressure there may be, lowest and highest, Pa, as found by ``findBounds(_:)``.
    private(set) var lowest = 0.0
    private(set) var highest = 0.0

    /// Before the cells of a step are added.
    mutating func begin() {
        measured = nil
        expected = 0
        biasSum = 0
        biasCount = 0
        biasDeviation = 0
        isDistrusted = false
        pressurePerCharge = 0
        variance = 0
    }

    /// Finds the lowest and the highest pressure there may be.
    ///
    /// A measurement that is believed counts with its σ. One that contradicts voltage and charge
    /// may be as wrong as the model: then the worse of the two counts. Without one the model and
    /// its bias have to do.
    mutating func findBounds(_ settings: PredictionSettings) {
        (lowest, highest) = bounds(settings)
    }

    private func bounds(_ settings: PredictionSettings) -> (low: Double, high: Double) {
        let k = settings.deviations
        let bias = biasCount > 0 ? biasSum / biasCount : 0
        let modelSpread = k * (variance + biasDeviation * biasDeviation).squareRoot()
        guard let measured else {
            return (expected + bias - modelSpread, expected + bias + modelSpread)
        }
        let low = measured - k * settings.pressureDeviation
        let high = measured + k * settings.pressureDeviation
        guard isDistrusted else { return (low, high) }
        let alone = k * variance.squareRoot()
        return (min(low, expected - alone), max(high, expected + alone))
    }

    /// Lowers limits by the pressure at the end of each horizon.
    ///
    /// Voids that stripping opens keep a stack thick; they are left out of the floor, which then
    /// comes sooner than it would.
    func lower(_ search: inout PowerSearch, index: Int) {
        // In a press that holds its pressure none moves: beyond a limit, nothing that makes it
        // worse in others may flow.
        let falls =
            pressurePerCharge == 0
            ? !search.isCharging : search.sign * pressurePerCharge < 0
        let threshold = falls ? search.limits.pressureMinimum : search.limits.pressureMaximum
        let value = falls ? lowest : highest
        if falls ? threshold <= 0 : threshold == .infinity { return }
        let room = falls ? value - threshold : threshold - value
        if pressurePerCharge == 0, room >= 0 { return }
        search.lower(
            over: pressurePerCharge == 0 ? room : room / pressurePerCharge.magnitude, .pressure,
            .stack(index), value: value,
            threshold: threshold)
    }
}
