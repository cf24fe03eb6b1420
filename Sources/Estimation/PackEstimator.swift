public import CellModel
public import Quantities

/// The estimates of all cells of a pack, coupled through the pressure of their stacks.
///
/// In each step: set the readings, call ``step(current:interval:)``, ask for estimates. Readings
/// not set again before the next step count as missing. Nothing allocates after `init`.
///
/// Each cell's filter takes the other cells of its stack at their predicted thickness, whose
/// variance it adds to the noise of the pressure. That leaves out the covariance between cells,
/// which n full filters of 10 n states would carry.
///
/// A ``MechanicalGuard`` per stack judges whether its load cell tells the truth; while it does not,
/// the pressure corrects nothing.
public struct PackEstimator: Sendable {
    /// Noise and gates; may be changed between steps.
    public var settings: EstimatorSettings
    /// Cells in series.
    public let cellCount: Int
    /// Mechanical stacks.
    public let stackCount: Int

    let designs: [Shared<CellParameters>]
    let stackOfCell: [Int]
    let fixtures: [StackFixture]
    var filters: [CellFilter<Double>]
    var inputs: [CellInputs<Double>]
    var circuits: [EquivalentCircuit<Double>]
    var loads: [StackLoad<Double>]
    var shadows: [MechanicalShadow]
    var guards: [MechanicalGuard]
    /// What each cell adds to the pressure of its stack, Pa, and the variance of that, Pa².
    var shares: [(pressure: Double, variance: Double)]
    /// A, ≥ 0.
    var bleedCurrents: [Double]
    var stackPressures: [Double?]
    var expectedPressures: [Double]
    var expectedVariances: [Double]

    /// Filters that know nothing but a guess of the state of charge.
    ///
    /// - Parameters:
    ///   - cells: One design per cell, in the order of the pack.
    ///   - stackOfCell: For each cell the index of its fixture.
    ///   - fixtures: One per stack.
    ///   - initialStateOfCharge: The first guess for every cell; 0.5 with the default deviation
    ///     of 0.4 says next to nothing.
    public init(
        cells: [CellParameters], stackOfCell: [Int], fixtures: [StackFixture],
        settings: EstimatorSettings = EstimatorSettings(), initialStateOfCharge: Double = 0.5
    ) {
        precondition(cells.count == stackOfCell.count, "Every cell needs the index of its stack.")
        precondition(
            stackOfCell.allSatisfy { fixtures.indices.contains($0) },
            "The stack of a cell must be one of the fixtures.")
        self.settings = settings
        self.stackOfCell = stackOfCell
        self.fixtures = fixtures
        designs = cells.map { Shared($0) }
        cellCount = cells.count
        stackCount = fixtures.count
        loads = zip(cells, stackOfCell).map {
            StackLoad(fixture: fixtures[$1], layerCount: $0.layerCount)
        }
        shares = Array(repeating: (0, 0), count: cells.count)
        filters = zip(cells, loads).map {
            CellFilter(
                parameters: $0, settings: settings, stateOfCharge: initialStateOfCharge, load: $1)
        }
        // Shadows take turns within their period.
        let spacing = 1 / Double(max(1, cells.count))
        shadows = filters.enumerated().map {
            MechanicalShadow(of: $1, phase: Double($0) * spacing)
        }
        var ranges = Array(repeating: 0.0, count: fixtures.count)
        for (cell, stack) in stackOfCell.enumerated() {
            let range = cells[cell].swelling.range(arealCapacity: cells[cell].arealCapacity)
            ranges[stack] += fixtures[stack].stiffness * cells[cell].layerCount * range
        }
        guards = ranges.map { MechanicalGuard(range: $0) }
        inputs = Array(repeating: CellInputs(), count: cells.count)
        bleedCurrents = Array(repeating: 0, count: cells.count)
        circuits = zip(cells, filters).map {
            EquivalentCircuit(
                parameters: $0, stateOfCharge: $1.stateOfCharge,
                contactFraction: $1.contactFraction,
                interphaseResistance: $1.interphaseResistance, temperature: $1.temperature,
                pressure: $1.pressure, highestPressure: $1.highestPressure)
        }
        stackPressures = Array(repeating: nil, count: fixtures.count)
        expectedPressures = fixtures.map { $0.preload }
        expectedVariances = Array(repeating: 0, count: fixtures.count)
        sumStacks()
    }

    // MARK: Readings of this step

    /// Sets the voltage of a cell for the next step.
    public mutating func setVoltage(_ reading: Reading<Voltage>, cell: Int) {
        let volts = reading.value?.volts
        inputs[cell].voltage = volts ?? 0
        inputs[cell].voltageIsKnown = volts != nil
    }

    /// Sets the temperature of a cell for the next step.
    public mutating func setTemperature(_ reading: Reading<Temperature>, cell: Int) {
        let kelvins = reading.value?.kelvins
        inputs[cell].temperature = kelvins ?? 0
        inputs[cell].temperatureIsKnown = kelvins != nil
    }

    /// Sets the pressure of a stack for the next step.
    public mutating func setPressure(_ reading: Reading<Pressure>, stack: Int) {
        stackPressures[stack] = reading.value?.pascals
    }

    /// Sets what flows past a cell through its bleed resistor, from now on: it discharges the cell
    /// and no sensor of the pack current sees it.
    public mutating func setBleedCurrent(_ current: Current, cell: Int) {
        bleedCurrents[cell] = current.amperes
    }

    // MARK: Step

    /// Moves all estimates by one interval and uses the readings set since the last step.
    ///
    /// - Parameters:
    ///   - current: Of the pack, and so of every cell but for what bleeds it; positive charges.
    ///   - interval: s since the last step; a step of no or unusable length changes nothing.
    public mutating func step(current: Reading<Current>, interval: Double) {
        if interval > 0, interval < 1e6 {
            wakeShadows()
            let interval = FilterInterval(seconds: interval, settings: settings)
            predict(amperes: current.value?.amperes, interval: interval)
            sumStacks()
            correct(interval: interval)
            judgeChannels(interval: interval.seconds)
            sumStacks()
        }
        forgetReadings()
    }

    private mutating func predict(amperes: Double?, interval: FilterInterval) {
        // A copy for all cells, which change while it is read.
        let settings = settings
        for cell in 0..<cellCount {
            inputs[cell].current = (amperes ?? 0) - bleedCurrents[cell]
            inputs[cell].chargeCurrent = inputs[cell].current
            inputs[cell].currentIsKnown = amperes != nil
            let pressure = stackPressures[stackOfCell[cell]]
            inputs[cell].pressure = pressure ?? 0
            // A pressure that lies says nothing about the contact either: the one expected does.
            inputs[cell].pressureIsKnown =
                pressure != nil && guards[stackOfCell[cell]].mayCorrect
            designs[cell].read { design in
                circuits[cell] = filters[cell].predict(
                    inputs: inputs[cell], parameters: design, settings: settings,
                    load: loads[cell], interval: interval)
            }
        }
    }

    private mutating func correct(interval: FilterInterval) {
        let settings = settings
        for cell in 0..<cellCount {
            designs[cell].read { design in
                filters[cell].useVoltage(
                    inputs: inputs[cell], circuit: circuits[cell], parameters: design,
                    settings: settings, interval: interval)
                if guards[stackOfCell[cell]].mayCorrect {
                    filters[cell].usePressure(
                        inputs: inputs[cell], parameters: design, settings: settings,
                        load: loads[cell], interval: interval)
                }
                filters[cell].keepWithinConstraints(parameters: design, settings: settings)
            }
        }
    }

    /// The pressure of each stack from its cells, and each cell's view of the rest.
    mutating func sumStacks() {
        for stack in 0..<stackCount {
            expectedPressures[stack] = fixtures[stack].preload
            expectedVariances[stack] = 0
        }
        for cell in 0..<cellCount {
            designs[cell].read { design in
                shares[cell] = filters[cell].pressureShare(
                    parameters: design, stiffness: loads[cell].stiffness)
            }
            expectedPressures[stackOfCell[cell]] += shares[cell].pressure
            expectedVariances[stackOfCell[cell]] += shares[cell].variance
        }
        for cell in 0..<cellCount {
            let stack = stackOfCell[cell]
            loads[cell].othersPressure = expectedPressures[stack] - shares[cell].pressure
            loads[cell].othersVariance = max(0, expectedVariances[stack] - shares[cell].variance)
        }
    }

    private mutating func forgetReadings() {
        for cell in 0..<cellCount { inputs[cell] = CellInputs() }
        for stack in 0..<stackCount { stackPressures[stack] = nil }
    }

    // MARK: Results

    /// What is believed about a cell after the last step.
    public func estimate(cell: Int) -> CellEstimate {
        var result = designs[cell].read {
            filters[cell].estimate(circuit: circuits[cell], parameters: $0, settings: settings)
        }
        result.mechanicalChannel = mechanicalChannel(cell: cell)
        return result
    }

    /// The pressure expected from the estimated states of the stack's cells, Pa, before any bias.
    public func pressureExpected(stack: Int) -> Double { expectedPressures[stack] }

    /// The highest smoothed pressure the stack has seen since the start, Pa.
    public func highestPressure(stack: Int) -> Double {
        var highest = 0.0
        for cell in 0..<cellCount where stackOfCell[cell] == stack {
            highest = max(highest, filters[cell].highestPressure)
        }
        return highest
    }

    /// Continues from a stored estimate: the state of charge and how well it is known.
    ///
    /// - Parameters:
    ///   - stateOfCharge: z, 0 to 1.
    ///   - deviation: Its standard deviation, > 0.
    ///   - cell: The cell.
    public mutating func restart(
        stateOfCharge: StateOfCharge, deviation: Double, cell: Int
    ) {
        var restarted = settings
        restarted.initialStateOfChargeDeviation = deviation
        filters[cell] = CellFilter(
            parameters: designs[cell].value, settings: restarted,
            stateOfCharge: stateOfCharge.fraction, load: loads[cell])
        if shadows[cell].isAwake { shadows[cell].follow(filters[cell]) }
        sumStacks()
    }
}
