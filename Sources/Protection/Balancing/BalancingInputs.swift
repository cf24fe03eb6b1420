public import Quantities

/// Everything the balancer looks at in one step. Cells are added one by one, the lowest first.
public struct BalancingInputs: Sendable {
    public var now: Instant
    public var state: ContactorState
    /// ``RuleEngine/isFatalActive``.
    public var fatalActive: Bool
    /// The current is known and within the dead band around zero.
    public var isAtRest: Bool
    /// Of the cell monitor's die; `nil` when missing.
    public var monitorTemperature: Temperature?

    /// Cells added so far, at most ``cellCountMaximum``.
    public private(set) var cellCount = 0
    /// No reading of a cell is missing.
    private(set) var isComplete = true
    /// Age of the oldest cell voltage.
    private(set) var voltageAge = Duration.zero
    private(set) var lowestVoltage = Double.infinity
    private(set) var highestTemperature = -Double.infinity
    private(set) var voltages = InlineArray<32, Double>(repeating: 0)

    /// As many cells as a mask has bits.
    public static let cellCountMaximum = 32

    public init(
        now: Instant, state: ContactorState, fatalActive: Bool, isAtRest: Bool,
        monitorTemperature: Temperature?
    ) {
        self.now = now
        self.state = state
        self.fatalActive = fatalActive
        self.isAtRest = isAtRest
        self.monitorTemperature = monitorTemperature
    }

    /// Adds the next cell.
    public mutating func addCell(voltage: Reading<Voltage>, temperature: Reading<Temperature>) {
        precondition(cellCount < Self.cellCountMaximum, "A mask of cells has 32 bits.")
        let index = cellCount
        cellCount += 1
        guard case .valid(let value, let age) = voltage, value.isFinite,
            let kelvins = temperature.value?.kelvins, kelvins.isFinite
        else {
            isComplete = false
            return
        }
        voltages[index] = value.volts
        if value.volts < lowestVoltage { lowestVoltage = value.volts }
        if kelvins > highestTemperature { highestTemperature = kelvins }
        if age > voltageAge { voltageAge = age }
    }
}
