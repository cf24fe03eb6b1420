public import Quantities

/// What the loop must know of the pack beyond its devices, rules and cell model.
public struct ControlSettings: Sendable, Equatable {
    /// Which stack each cell sits in, in cell order, ascending.
    public var stackOfCell: [Int]
    /// Turns a bridge ratio into stack pressure, one per stack.
    public var loadCells: [LoadCellCalibration]
    /// How old a reading may be, per quantity.
    public var ageLimits: AgeLimits
    /// How many equal raw codes in a row are possible, per quantity.
    public var repetitionLimits: RepetitionLimits
    /// Temperatures read per step, in turn; at least 1.
    public var temperaturesPerStep: Int
    /// Below this magnitude the pack rests.
    public var restCurrent: Current

    public init(
        stackOfCell: [Int], loadCells: [LoadCellCalibration], ageLimits: AgeLimits,
        repetitionLimits: RepetitionLimits, temperaturesPerStep: Int, restCurrent: Current
    ) {
        precondition(temperaturesPerStep >= 1, "At least one temperature is read per step.")
        self.stackOfCell = stackOfCell
        self.loadCells = loadCells
        self.ageLimits = ageLimits
        self.repetitionLimits = repetitionLimits
        self.temperaturesPerStep = temperaturesPerStep
        self.restCurrent = restCurrent
    }
}

/// How old a reading may be before it is missing.
public struct AgeLimits: Sendable, Equatable {
    public var cellVoltage: Duration
    public var current: Duration
    public var pressure: Duration
    public var temperature: Duration

    public init(
        cellVoltage: Duration = .milliseconds(300), current: Duration = .milliseconds(250),
        pressure: Duration = .milliseconds(500), temperature: Duration = .seconds(2)
    ) {
        self.cellVoltage = cellVoltage
        self.current = current
        self.pressure = pressure
        self.temperature = temperature
    }
}

/// How many equal raw codes in a row mean a frozen converter; 0 switches a check off.
public struct RepetitionLimits: Sendable, Equatable {
    public var cellVoltage: Int
    public var current: Int
    public var pressure: Int
    public var temperature: Int

    public init(cellVoltage: Int = 0, current: Int = 20, pressure: Int = 10, temperature: Int = 0) {
        self.cellVoltage = cellVoltage
        self.current = current
        self.pressure = pressure
        self.temperature = temperature
    }
}

/// From a bridge ratio to a stack pressure: p = (ratio − zero) · scale.
public struct LoadCellCalibration: Sendable, Equatable {
    /// Ratio without force, V/V (tare).
    public var zeroRatio: Double
    /// Pa per V/V: rated force over rated ratio over plate area.
    public var pascalsPerRatio: Double
    /// Calibrated range; readings outside are saturated.
    public var range: ClosedRange<Pressure>

    public init(zeroRatio: Double, pascalsPerRatio: Double, range: ClosedRange<Pressure>) {
        self.zeroRatio = zeroRatio
        self.pascalsPerRatio = pascalsPerRatio
        self.range = range
    }

    /// The pressure of a bridge ratio.
    public func pressure(ratio: Double) -> Pressure {
        .pascals((ratio - zeroRatio) * pascalsPerRatio)
    }
}
