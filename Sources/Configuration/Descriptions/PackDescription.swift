public import CellModel
public import Protection
public import Quantities

/// A whole pack, checked: everything the program needs to build its control loop.
public struct PackDescription: Sendable, Equatable {
    public var name: String
    /// One cell; a position of the pack holds ``parallelCount`` of them.
    public var cell: CellDescription
    /// Cells side by side at each position of the series string, 1 or more.
    public var parallelCount: Int
    /// Stacks in series, from the most negative cell up. Their cell ranges follow one another.
    public var stacks: [StackDescription]
    public var buses: [BusDescription]
    public var devices: PackDevices
    public var lines: LineDescriptions
    /// Period of the control loop.
    public var loopPeriod: Duration
    /// How old a reading may be before it counts as missing.
    public var ageBudgets: ReadingTimes
    /// For how long a raw code may stay the same before the sensor counts as frozen.
    public var frozenBudgets: ReadingTimes
    public var plausible: PlausibleRanges
    /// The pressure below which a stack's preload counts as lost, whatever its charge.
    public var preloadFloor: Pressure
    /// The table of limits, in the order of the diagnostics' numbers, then of the grades.
    public var rules: [Rule]
    public var derating: CurrentLimitSettings
    public var contactors: ContactorDescription
    /// `nil` when nothing is balanced.
    public var balancing: BalancingDescription?
    public var estimator: EstimatorDescription
    public var prediction: PredictionDescription
    /// Every value of the pack file; the cell keeps its own.
    public var provenance: [Provenance]

    public init(
        name: String, cell: CellDescription, parallelCount: Int = 1, stacks: [StackDescription],
        buses: [BusDescription], devices: PackDevices, lines: LineDescriptions,
        loopPeriod: Duration, ageBudgets: ReadingTimes, frozenBudgets: ReadingTimes,
        plausible: PlausibleRanges, preloadFloor: Pressure, rules: [Rule],
        derating: CurrentLimitSettings,
        contactors: ContactorDescription, balancing: BalancingDescription? = nil,
        estimator: EstimatorDescription, prediction: PredictionDescription = .init(),
        provenance: [Provenance]
    ) {
        self.name = name
        self.cell = cell
        self.parallelCount = parallelCount
        self.stacks = stacks
        self.buses = buses
        self.devices = devices
        self.lines = lines
        self.loopPeriod = loopPeriod
        self.ageBudgets = ageBudgets
        self.frozenBudgets = frozenBudgets
        self.plausible = plausible
        self.preloadFloor = preloadFloor
        self.rules = rules
        self.derating = derating
        self.contactors = contactors
        self.balancing = balancing
        self.estimator = estimator
        self.prediction = prediction
        self.provenance = provenance
    }

    /// Positions in series: what the cell monitor measures and the estimator knows as one cell.
    public var cellCount: Int { stacks.last?.cells.upperBound ?? 0 }

    /// The cells of a position seen as one: a cell with as many times the layers.
    public var positionParameters: CellParameters { cell.parameters.parallel(parallelCount) }

    /// Every chip, in a fixed order: multiplexer, cell monitor, current sensor, memory, load-cell
    /// converters by stack, temperature sensors by cell.
    public var allDevices: [DeviceDescription] {
        var all: [DeviceDescription] = []
        if let multiplexer = devices.multiplexer { all.append(multiplexer) }
        all += [devices.cellMonitor.device, devices.currentSensor.device]
        if let memory = devices.settingsMemory { all.append(memory) }
        return all + stacks.map(\.pressureSensor) + devices.temperatureSensors
    }

    /// The stack a cell belongs to.
    ///
    /// - Precondition: `cell` is 0 ..< ``cellCount``.
    public func stackIndex(ofCell cell: Int) -> Int {
        guard let index = stacks.firstIndex(where: { $0.cells.contains(cell) }) else {
            preconditionFailure("Every cell of the pack belongs to one of its stacks.")
        }
        return index
    }
}
