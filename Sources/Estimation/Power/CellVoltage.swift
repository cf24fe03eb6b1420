import CellModel

/// The worst terminal voltage of a cell within a horizon, over a constant current.
///
/// U at the end, and each RC pair at the worse of its two ends: both fall and rise one way, so the
/// sum is a bound at every instant between. It is reached where all of them move towards the
/// limit; where polarisation relaxes meanwhile, it is too careful by no more than U moves.
struct CellVoltage {
    /// +1 charges, −1 discharges.
    let sign: Double
    /// z per ampere at the end of the horizon, of the smallest cell there may be.
    let chargePerAmpere: Double
    /// z at the start, at its bound.
    let charge: Double
    /// e^(−τ/τ₁), e^(−τ/τ₂).
    let fastDecay: Double
    let slowDecay: Double
    /// What the open-circuit curve may be wrong by, V, ≥ 0, and by branch, −1 to 1.
    let curve: Double
    let branch: Double
    let pressure: Double

    init(
        _ cell: CellOutlook, sign: Double, horizon: PowerHorizon,
        parameters: CellParameters, pressure: Double, settings: PredictionSettings
    ) {
        self.sign = sign
        charge = sign > 0 ? cell.chargeHigh : cell.chargeLow
        chargePerAmpere = sign * horizon.seconds / cell.capacityLow
        if horizon == .sixtySeconds {
            fastDecay = cell.fastDecay
            slowDecay = cell.slowDecay
        } else {
            fastDecay = Double.exp(cell.fastRate * horizon.seconds)
            slowDecay = Double.exp(cell.slowRate * horizon.seconds)
        }
        curve = settings.deviations * settings.openCircuitDeviation
        branch = settings.deviations * settings.branchDeviation
        self.pressure = pressure
    }

    /// V at its worst, at a current of this magnitude, A.
    func worst(
        at current: Double, _ cell: CellOutlook, _ parameters: CellParameters
    ) -> Double {
        let passed = chargePerAmpere * current
        var side = cell.branch
        let hysteresis = parameters.openCircuit.hysteresis
        if hysteresis.rate > 0 {
            side = hysteresis.advanced(state: side, charge: passed) + sign * branch
            side = side > -1 ? side < 1 ? side : 1 : -1
        }
        let open: Double = parameters.openCircuit.evaluate(
            stateOfCharge: charge + passed, temperature: cell.temperature, pressure: pressure,
            branch: side
        ).voltage
        let fast = worse(
            cell.fastVoltage, fastDecay, cell.fastResistance * current)
        let slow = worse(
            cell.slowVoltage, slowDecay, cell.slowResistance * current)
        return open + fast + slow + sign * (curve + cell.resistance * current)
    }

    /// v or v e^(−τ/τ₁) + R I (1 − e^(−τ/τ₁)), whichever is nearer the limit.
    private func worse(_ voltage: Double, _ decay: Double, _ settled: Double) -> Double {
        let end = voltage * decay + sign * settled * (1 - decay)
        return sign * (end - voltage) > 0 ? end : voltage
    }

    /// The largest current up to `ceiling` that keeps the voltage on its side of the threshold, A.
    ///
    /// Bracketed secants (the Illinois rule; Dowell and Jarratt 1971, BIT 11 168) of at most 16
    /// evaluations, to within 0.1 % and always on the safe side of the root.
    func largestCurrent(
        below ceiling: Double, threshold: Double, _ cell: CellOutlook,
        _ parameters: CellParameters
    ) -> Double {
        func room(_ current: Double) -> Double {
            sign * (threshold - worst(at: current, cell, parameters))
        }
        var high = ceiling
        var roomHigh = room(high)
        if roomHigh >= 0 { return ceiling }
        var low = 0.0
        var roomLow = room(low)
        if !(roomLow >= 0) { return 0 }
        // Which end moved last: +1 the lower, −1 the upper.
        var moved = 0
        for step in 0..<16 {
            if high - low <= 1e-3 * high { break }
            var next = low + (high - low) * roomLow / (roomLow - roomHigh)
            // Secants may creep; a bisection now and then bounds their number.
            if step % 4 == 3 || !(next > low && next < high) { next = (low + high) * 0.5 }
            let roomNext = room(next)
            if roomNext >= 0 {
                low = next
                roomLow = roomNext
                if moved > 0 { roomHigh *= 0.5 }
                moved = 1
            } else {
                high = next
                roomHigh = roomNext
                if moved < 0 { roomLow *= 0.5 }
                moved = -1
            }
        }
        return low
    }
}
