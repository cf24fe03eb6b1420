import Configuration
import Quantities

/// Charging, holding, resting, discharging.
extension CellCycler {
    /// Constant current until the voltage limit, the end of the lithium, or a charge.
    ///
    /// - Parameters:
    ///   - current: A, positive charges.
    ///   - charge: At most to pass, C.
    mutating func runHalfCycle(
        _ phase: CyclerPhase, current: Double, charge: Double, _ observe: (CyclerSample) -> Void
    ) {
        guard stop == nil else { return }
        self.phase = phase
        let isCharging = current > 0
        world.apply(current: current)
        var interval = settings.firstInterval
        var passed = 0.0
        var isHalfDone = false
        while distanceToLimit(isCharging) > 0 {
            let left = min(charge - passed, lithiumLeft(isCharging))
            if left <= capacity * 1e-12 { break }
            let exact = left / current.magnitude
            let longest = settings.chargeMaximum * capacity / current.magnitude
            let wanted = min(interval, longest, exact)
            let taken = stepAtCurrent(wanted, current, isCharging)
            passed += taken * current.magnitude
            record(interval: taken, current: current, observe)
            if !isHalfDone, !isCharging, isHalf(passed, of: charge) {
                isHalfDone = true
                noteResistance()
            }
            if taken < wanted, reachedLimit(isCharging) { break }
            interval = nextInterval(after: taken, allowed: longest)
            let isDraining = isCharging && world.cell.stateOfCharge < -0.05
            if charge.isInfinite, isDraining || passed > 2 * capacity {
                stop = .chargeDoesNotEnd
                return
            }
        }
        if !isCharging, !isHalfDone { noteResistance() }
    }

    /// Whether a discharge has come to its middle.
    private func isHalf(_ passed: Double, of charge: Double) -> Bool {
        charge.isFinite ? passed >= charge / 2 : world.cell.stateOfCharge <= 0.5
    }

    private mutating func noteResistance() {
        cycle.seriesResistance = world.cell.seriesResistance * world.cell.design.totalArea
        cycle.interfaceResistance = world.cell.interfaceResistance * world.cell.design.totalArea
    }

    /// Volts left until the half cycle ends, negative beyond.
    func distanceToLimit(_ isCharging: Bool) -> Double {
        let range = description.plan.voltageRange
        let present = world.cell.terminalVoltage
        return isCharging ? range.upperBound.volts - present : present - range.lowerBound.volts
    }

    func reachedLimit(_ isCharging: Bool) -> Bool {
        distanceToLimit(isCharging) <= settings.voltageTolerance
    }

    /// Charge that the hosts still take or give, C; a symmetric cell has no end.
    func lithiumLeft(_ isCharging: Bool) -> Double {
        guard description.plan.halfCycleCharge == nil else { return .infinity }
        let charge = world.cell.stateOfCharge
        return (isCharging ? 1 - charge : charge) * world.capacity
    }

    /// Holds the upper voltage until the current has fallen.
    ///
    /// - Parameters:
    ///   - start: The current so far, A.
    ///   - end: A, > 0.
    mutating func hold(
        from start: Double, until end: Double, _ observe: (CyclerSample) -> Void
    ) {
        guard reachedLimit(true) else { return }
        phase = .hold
        var current = start
        var interval = settings.firstInterval
        var elapsed = 0.0
        while current > end, elapsed < settings.holdMaximum, lithiumLeft(true) > capacity * 1e-12 {
            let step = stepAtVoltage(interval, from: current, until: end)
            guard step.current > 0 else { break }
            elapsed += step.interval
            record(interval: step.interval, current: step.current, observe)
            let change = (1 - step.current / current).magnitude
            let factor = min(settings.growth, 0.9 * settings.currentMaximum / max(change, 1e-9))
            interval = step.interval * max(0.3, factor)
            current = step.current
            if step.isLast { break }
        }
    }

    /// No current for as long as the plan says.
    mutating func rest(_ phase: CyclerPhase, _ observe: (CyclerSample) -> Void) {
        guard stop == nil else { return }
        self.phase = phase
        world.apply(current: 0)
        var left = Double(description.plan.rest / .milliseconds(1)) / 1000
        let longest = max(settings.restInterval, left / 100)
        var interval = settings.firstInterval
        while left > 0 {
            // No sliver of a step at the end.
            let taken = left < 1.5 * interval ? left : interval
            world.advance(interval: taken, current: 0)
            record(interval: taken, current: 0, observe)
            left -= taken
            interval = min(interval * settings.growth, longest)
        }
    }
}
