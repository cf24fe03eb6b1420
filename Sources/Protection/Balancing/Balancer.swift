public import Quantities

/// Decides which cells are bled: passive balancing towards the lowest cell of a resting pack.
///
/// Cells are bled for a while, then all switches open and the voltages are judged anew. A decision
/// uses only voltages sampled after every switch has been open for the pause: a bleeding cell and
/// its neighbours share sense wires, and their readings are off. Neighbours are never bled
/// together, although the chips allow it, because their shared wire would carry both currents.
///
/// Whatever speaks against bleeding ends it in the same step: a fatal flag, current, another state,
/// a missing reading, a low cell, heat. Voltages read meanwhile, however wrong, may end it too.
public struct Balancer: Sendable {
    private let settings: BalancingSettings
    private var state = ContactorState.initialising
    private var restingSince: Instant?
    /// The cells to bleed now.
    private var chosen: UInt32 = 0
    private var chosenAt: Instant = .start
    /// The cells that are too high, with hysteresis; not all of them are bled at once.
    private var high: UInt32 = 0
    private var acceptedAt: Instant = .start
    /// A command was lost on its way, so the switches may be as before or as commanded.
    private var isUncertain = false

    /// The cells the cell monitor was last known to bleed.
    public private(set) var accepted: UInt32 = 0

    /// - Parameter settings: The stop difference is not above the start difference.
    public init(settings: BalancingSettings) {
        precondition(
            settings.stopDifference <= settings.startDifference,
            "A cell stops being bled closer to the lowest one than where it starts.")
        precondition(settings.cellsAtOnce >= 1, "At least one cell is bled at a time.")
        self.settings = settings
    }

    /// Decides for one step.
    public mutating func step(_ inputs: borrowing BalancingInputs) -> BalancingOrder {
        let now = inputs.now
        followRest(inputs)
        if let restingSince, mayBleed(inputs) {
            if chosen != 0 {
                if now - chosenAt >= settings.onTime { chosen = 0 }
            } else if accepted == 0 && !isUncertain {
                let sampled = Instant(
                    nanoseconds: now.nanoseconds - inputs.voltageAge.inNanoseconds)
                let isRested = sampled - restingSince >= settings.restTime
                if isRested, sampled - acceptedAt >= settings.pauseTime { choose(inputs) }
            }
        } else {
            chosen = 0
            high = 0
        }
        let isRunningOut = chosen != 0 && now - acceptedAt >= settings.refreshPeriod
        return BalancingOrder(
            cells: chosen, isDue: isUncertain || chosen != accepted || isRunningOut)
    }

    /// The cell monitor took the command.
    public mutating func accept(_ order: BalancingOrder, now: Instant) {
        accepted = order.cells
        acceptedAt = now
        isUncertain = false
    }

    /// The command failed; the next step is due again.
    public mutating func reject() { isUncertain = true }

    // MARK: - Decision

    /// A change of state begins the rest anew: contactors that move may have carried current.
    private mutating func followRest(_ inputs: borrowing BalancingInputs) {
        let isSame = inputs.state == state
        state = inputs.state
        let isQuiet: Bool
        switch inputs.state {
        case .standby, .operating: isQuiet = inputs.isAtRest
        case .initialising, .precharging, .opening, .fault, .service: isQuiet = false
        }
        guard isSame && isQuiet else {
            restingSince = nil
            return
        }
        if restingSince == nil { restingSince = inputs.now }
    }

    private func mayBleed(_ inputs: borrowing BalancingInputs) -> Bool {
        guard !inputs.fatalActive, inputs.isComplete, inputs.cellCount > 0,
            let monitorTemperature = inputs.monitorTemperature
        else {
            return false
        }
        let isLow = inputs.lowestVoltage < settings.cellVoltageMinimum.volts
        let isWarm = inputs.highestTemperature > settings.temperatureMaximum.kelvins
        return !isLow && !isWarm && monitorTemperature <= settings.monitorTemperatureMaximum
    }

    /// The highest of the cells that are too high, skipping neighbours of those already chosen; of
    /// equals, the lower in the stack.
    private mutating func choose(_ inputs: borrowing BalancingInputs) {
        for cell in 0..<inputs.cellCount {
            let difference = inputs.voltages[cell] - inputs.lowestVoltage
            let bit: UInt32 = 1 << UInt32(cell)
            if difference > settings.startDifference.volts { high |= bit }
            if difference <= settings.stopDifference.volts { high &= ~bit }
        }
        var candidates = high
        for _ in 0..<settings.cellsAtOnce where candidates != 0 {
            var highest = -Double.infinity
            var bit: UInt32 = 0
            for cell in 0..<inputs.cellCount where candidates & 1 << UInt32(cell) != 0 {
                guard inputs.voltages[cell] > highest else { continue }
                highest = inputs.voltages[cell]
                bit = 1 << UInt32(cell)
            }
            chosen |= bit
            candidates &= ~(bit | bit << 1 | bit >> 1)
        }
        chosenAt = inputs.now
    }
}
