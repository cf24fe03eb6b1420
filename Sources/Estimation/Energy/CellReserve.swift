import CellModel

/// What one cell can still give or take: charge by itself, energy at the charge the pack allows.
struct CellReserve: Sendable {
    /// C to the end of the direction.
    var charge = BoundedValue(value: 0, low: 0, high: 0)
    /// J at the terminals for the charge of the pack.
    var energy = BoundedValue(value: 0, low: 0, high: 0)

    /// Finds the charge.
    ///
    /// - Parameters:
    ///   - sign: +1 to full, −1 to empty.
    ///   - current: The mean current if it flows that way, A, a magnitude; else 0.
    mutating func findCharge(
        _ cell: CellOutlook, sign: Double, current: Double, limits: OperatingLimits,
        parameters: CellParameters
    ) {
        let end = Self.end(
            cell, sign: sign, current: current, limits: limits, parameters: parameters)
        let nearest = sign > 0 ? cell.chargeHigh : cell.chargeLow
        let farthest = sign > 0 ? cell.chargeLow : cell.chargeHigh
        let capacityHigh = 2 * cell.capacity - cell.capacityLow
        charge = BoundedValue(
            value: max(0, sign * (end - cell.charge) * cell.capacity),
            low: max(0, sign * (end - nearest) * cell.capacityLow),
            high: max(0, sign * (end - farthest) * capacityHigh))
    }

    /// Finds the energy of so much charge.
    mutating func findEnergy(
        of packCharge: BoundedValue, _ cell: CellOutlook, sign: Double, current: Double,
        store: StoredEnergy
    ) {
        let drop = current * (cell.resistance + cell.fastResistance + cell.slowResistance)
        func terminal(_ start: Double, _ moved: Double, _ capacity: Double) -> Double {
            let end = start + sign * moved / capacity
            let open = capacity * store.between(min(start, end), max(start, end), sign: sign)
            return max(0, open + sign * drop * moved)
        }
        let nearest = sign > 0 ? cell.chargeHigh : cell.chargeLow
        let farthest = sign > 0 ? cell.chargeLow : cell.chargeHigh
        energy = BoundedValue(
            value: terminal(cell.charge, packCharge.value, cell.capacity),
            low: terminal(nearest, packCharge.low, cell.capacityLow),
            high: terminal(farthest, packCharge.high, 2 * cell.capacity - cell.capacityLow))
    }

    /// z where the charge or, under current, the voltage ends.
    private static func end(
        _ cell: CellOutlook, sign: Double, current: Double, limits: OperatingLimits,
        parameters: CellParameters
    ) -> Double {
        let end = sign > 0 ? limits.stateOfChargeMaximum : limits.stateOfChargeMinimum
        let limit = sign > 0 ? limits.voltageMaximum : limits.voltageMinimum
        let drop = current * (cell.resistance + cell.fastResistance + cell.slowResistance)
        func room(_ charge: Double) -> Double {
            let curve = parameters.openCircuit
            var open: Double = curve.voltage.value(at: charge).value
            if curve.hysteresis.rate > 0 {
                let gap: Double = curve.hysteresisHalfGap.value(at: charge).value
                open += sign * gap
            }
            return sign * (limit - open) - drop
        }
        if room(end) >= 0 { return end }
        // The voltage ends first; from the other end it has not.
        var inside = sign > 0 ? limits.stateOfChargeMinimum : limits.stateOfChargeMaximum
        var outside = end
        if !(room(inside) >= 0) { return inside }
        for _ in 0..<14 {
            let middle = (inside + outside) * 0.5
            if room(middle) >= 0 { inside = middle } else { outside = middle }
        }
        return inside
    }
}
