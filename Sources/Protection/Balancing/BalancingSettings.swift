public import Quantities

/// When cells are bled towards the lowest one, and for how long at a time; all of it comes from the
/// pack file.
public struct BalancingSettings: Sendable, Equatable {
    /// A cell this far above the lowest one begins to be bled.
    public var startDifference: Voltage
    /// A cell is bled until it is this close to the lowest one; below ``startDifference``, above
    /// the error of the front end.
    public var stopDifference: Voltage
    /// Nothing is bled while any cell is below.
    public var cellVoltageMinimum: Voltage
    /// Nothing is bled while any cell is warmer.
    public var temperatureMaximum: Temperature
    /// Nothing is bled while the cell monitor, in which the bleed heat arises, is warmer.
    public var monitorTemperatureMaximum: Temperature
    /// How long the pack rests before its cell voltages are judged.
    public var restTime: Duration
    /// How long chosen cells are bled before all switches open for a new look.
    public var onTime: Duration
    /// How long all switches are open before cell voltages are judged.
    public var pauseTime: Duration
    /// The command is repeated this often; well below the cell monitor's own time-out.
    public var refreshPeriod: Duration
    /// The most cells bled together, ≥ 1: the cell monitor has to get rid of the heat.
    public var cellsAtOnce: Int

    public init(
        startDifference: Voltage, stopDifference: Voltage, cellVoltageMinimum: Voltage,
        temperatureMaximum: Temperature, monitorTemperatureMaximum: Temperature,
        restTime: Duration, onTime: Duration, pauseTime: Duration, refreshPeriod: Duration,
        cellsAtOnce: Int
    ) {
        self.startDifference = startDifference
        self.stopDifference = stopDifference
        self.cellVoltageMinimum = cellVoltageMinimum
        self.temperatureMaximum = temperatureMaximum
        self.monitorTemperatureMaximum = monitorTemperatureMaximum
        self.restTime = restTime
        self.onTime = onTime
        self.pauseTime = pauseTime
        self.refreshPeriod = refreshPeriod
        self.cellsAtOnce = cellsAtOnce
    }
}
