import CellModel
import Configuration

/// Single steps: their length, and the ones that end a half cycle exactly.
extension CellCycler {
    /// One step at constant current, shortened so that the voltage does not pass its limit.
    ///
    /// - Returns: Its length, s.
    mutating func stepAtCurrent(
        _ wanted: Double, _ current: Double, _ isCharging: Bool
    ) -> Double {
        let before = world
        let distanceBefore = distanceToLimit(isCharging)
        var interval = wanted
        world.advance(interval: interval, current: current)
        // Too large a change: once more, shorter. Jumps, as of a short, are taken as they are.
        var attempts = 0
        while load(since: before) > 2, interval > settings.firstInterval, attempts < 6 {
            interval = max(settings.firstInterval, interval / 2)
            world = before
            world.advance(interval: interval, current: current)
            attempts += 1
        }
        lastLoad = load(since: before)
        if distanceToLimit(isCharging) >= -settings.voltageTolerance { return interval }
        return findLimit(
            in: interval, from: before, distanceBefore: distanceBefore, current, isCharging)
    }

    /// The step after which the voltage is at its limit: false position with halved weights
    /// (Dowell and Jarratt 1971, BIT 11 168).
    private mutating func findLimit(
        in whole: Double, from before: CyclerWorld, distanceBefore: Double, _ current: Double,
        _ isCharging: Bool
    ) -> Double {
        var (lower, distanceAtLower) = (0.0, distanceBefore)
        var (upper, distanceAtUpper) = (whole, distanceToLimit(isCharging))
        var interval = whole
        var lastSide = 0
        for _ in 0..<60 {
            let share = distanceAtLower / (distanceAtLower - distanceAtUpper)
            interval = lower + (upper - lower) * share.clamped(1e-6, 1 - 1e-6)
            world = before
            world.advance(interval: interval, current: current)
            let distance = distanceToLimit(isCharging)
            if distance.magnitude <= settings.voltageTolerance || upper - lower < 1e-6 { break }
            if distance > 0 {
                (lower, distanceAtLower) = (interval, distance)
                if lastSide == 1 { distanceAtUpper /= 2 }
                lastSide = 1
            } else {
                (upper, distanceAtUpper) = (interval, distance)
                if lastSide == -1 { distanceAtLower /= 2 }
                lastSide = -1
            }
        }
        return interval
    }

    /// One step at the upper voltage: the constant current after which the voltage is there again.
    /// The step in which the current falls below `end` is shortened to end with it.
    mutating func stepAtVoltage(
        _ wanted: Double, from start: Double, until end: Double
    ) -> (interval: Double, current: Double, isLast: Bool) {
        let before = world
        var interval = wanted
        var current = solveCurrent(interval, from: start, before)
        if current >= end, current * interval <= before.roomToCharge {
            return (interval, current, false)
        }
        var (shorter, currentAtShorter) = (0.0, start)
        var (longer, currentAtLonger) = (interval, current)
        for _ in 0..<40 {
            let left = before.roomToCharge
            if currentAtLonger * longer > left, currentAtLonger >= end {
                interval = left / currentAtLonger
            } else {
                let share = (currentAtShorter - end) / (currentAtShorter - currentAtLonger)
                interval = shorter + (longer - shorter) * share.clamped(0.02, 0.98)
            }
            current = solveCurrent(interval, from: currentAtLonger, before)
            if (current - end).magnitude <= 1e-4 * end || longer - shorter < 1e-3 { break }
            if current > end, current * interval >= left * (1 - 1e-9) { break }
            if current > end {
                (shorter, currentAtShorter) = (interval, current)
            } else {
                (longer, currentAtLonger) = (interval, current)
            }
        }
        return (interval, current, true)
    }

    /// The current that leaves the voltage at its limit after a step; the voltage is nearly affine
    /// in it, so a secant finds it in two or three steps.
    private mutating func solveCurrent(
        _ interval: Double, from start: Double, _ before: CyclerWorld
    ) -> Double {
        var current = start
        var slope = max(before.cell.seriesResistance, 1e-9)
        var last: (current: Double, distance: Double)?
        for _ in 0..<12 {
            world = before
            world.advance(interval: interval, current: current)
            let distance = distanceToLimit(true)
            if distance.magnitude <= settings.voltageTolerance { break }
            if let last, last.current != current {
                let secant = (last.distance - distance) / (current - last.current)
                if secant > 0 { slope = secant }
            }
            last = (current, distance)
            current += distance / slope
        }
        return current
    }

    /// By how much a step changed what it should change little, over what is allowed.
    private func load(since before: CyclerWorld) -> Double {
        let voltage = (world.cell.terminalVoltage - before.cell.terminalVoltage).magnitude
        let temperature = (world.cell.temperature - before.cell.temperature).magnitude
        let contact = (world.cell.contactFraction - before.cell.contactFraction).magnitude
        return max(
            voltage / settings.voltageMaximum, temperature / settings.temperatureMaximum,
            contact / settings.contactMaximum)
    }

    /// The length of the step after one of `taken` seconds.
    func nextInterval(after taken: Double, allowed longest: Double) -> Double {
        let factor = 0.9 / max(lastLoad, 1e-6)
        return min(taken * min(settings.growth, max(factor, 0.3)), longest)
    }

    /// Adds a step to the cycle and shows it.
    mutating func record(
        interval: Double, current: Double, _ observe: (CyclerSample) -> Void
    ) {
        time += interval
        stepCount += 1
        let present = world.cell.terminalVoltage
        let energy = world.cell.meanVoltage * current * interval
        chargeThroughput += current.magnitude * interval
        energyThroughput += energy.magnitude
        if firstShortTime == nil, world.shortCount > 0 { firstShortTime = time }
        if current > 0 {
            cycle.chargeCapacity += current * interval
            cycle.chargeEnergy += energy
        } else {
            cycle.dischargeCapacity -= current * interval
            cycle.dischargeEnergy -= energy
        }
        let pressure = world.stack.pressure
        cycle.pressureMinimum = min(cycle.pressureMinimum, pressure)
        cycle.pressureMaximum = max(cycle.pressureMaximum, pressure)
        cycle.temperatureMaximum = max(cycle.temperatureMaximum, world.cell.temperature)
        cycle.contactFractionMinimum = min(
            cycle.contactFractionMinimum, world.cell.contactFraction)
        observe(
            CyclerSample(
                time: time, purpose: cycle.purpose, cycle: cycle.number, phase: phase,
                current: current, voltage: present, stateOfCharge: world.cell.stateOfCharge,
                temperature: world.cell.temperature, pressure: pressure,
                contactFraction: world.cell.contactFraction,
                seriesResistance: world.cell.seriesResistance))
    }
}
