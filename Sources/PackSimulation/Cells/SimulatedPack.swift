public import CellModel
public import Configuration
import Quantities

/// Groups of cells in series in their stacks: the truth of a pack.
///
/// A position of the series string holds ``parallelCount`` cells side by side, which share its
/// voltage and lie next to one another in its stack. Bleed resistors, thermometers and faults
/// belong to positions; with one cell each, a position and its cell are the same number.
public struct SimulatedPack: Sendable {
    /// Every cell: those of position 0, then those of position 1, and so on.
    public internal(set) var cells: [SimulatedCell]
    /// Cells side by side at each position.
    public let parallelCount: Int
    /// Which stack each cell sits in.
    public let stackOfCell: [Int]
    private(set) var stacks: [SimulatedStack]
    private(set) var thermal: ThermalNetwork

    /// What flows through the bleed resistor of each position, A, ≥ 0; the heat arises outside.
    private(set) var bleedCurrents: [Double]
    /// What flows through each cell, A, positive charges.
    public internal(set) var currents: [Double]

    /// Cells, presses and heat paths of a pack.
    ///
    /// - Parameters:
    ///   - stackOfPosition: Ascending; positions of a stack are neighbours.
    ///   - parallelCount: Cells at each position, 1 or more.
    ///   - thermal: One per stack.
    ///   - seed: Draws the spread between cells.
    public init(
        design: SimulatedCellDesign, stackOfPosition: [Int], parallelCount: Int,
        mechanics: [StackMechanics], thermal: [StackThermal], initial: InitialState,
        variation: CellVariation, seed: UInt64
    ) {
        precondition(parallelCount >= 1, "Every position of a pack has a cell.")
        let temperature = initial.temperature.kelvins
        self.parallelCount = parallelCount
        let stackOfCell = stackOfPosition.flatMap { Array(repeating: $0, count: parallelCount) }
        self.stackOfCell = stackOfCell
        bleedCurrents = Array(repeating: 0, count: stackOfPosition.count)
        currents = Array(repeating: 0, count: stackOfCell.count)
        stacks = mechanics.map {
            SimulatedStack(mechanics: $0, referenceTemperature: temperature)
        }
        var thermals: [CellThermal] = []
        cells = stackOfCell.indices.map { index in
            var stream = RandomStream(seed: seed, name: "cell", index: index)
            let start =
                initial.stateOfCharge.fraction
                + variation.stateOfCharge * stream.normal().clamped(-2.5, 2.5)
            var own = design.spread(variation, &stream)
            thermals.append(own.thermal)
            // A simulated cell integrates its core; the surface is in the network.
            own.thermal.heatCapacity = own.thermal.coreHeatCapacity
            return SimulatedCell(
                design: own, stateOfCharge: start, contactFraction: initial.contactFraction,
                temperature: temperature, seed: seed, index: index)
        }
        self.thermal = ThermalNetwork(
            cells: thermals, stackOfCell: stackOfCell, stacks: thermal, temperature: temperature)
        settle()
    }

    /// A pack of single cells in presses of which only preload and stiffness are known.
    ///
    /// - Parameter stackOfCell: Ascending; cells of a stack are neighbours.
    public init(
        design: SimulatedCellDesign, stackOfCell: [Int], fixtures: [StackFixture],
        initial: InitialState, variation: CellVariation, seed: UInt64
    ) {
        self.init(
            design: design, stackOfPosition: stackOfCell, parallelCount: 1,
            mechanics: fixtures.map { StackMechanics($0) },
            thermal: fixtures.map { _ in StackThermal() }, initial: initial,
            variation: variation, seed: seed)
    }

    /// Lets `interval` seconds pass at constant current through the series string.
    ///
    /// - Parameters:
    ///   - current: A, positive charges.
    ///   - ambient: K.
    public mutating func advance(interval: Double, current: Double, ambient: Double) {
        guard parallelCount > 1 else {
            move(interval: interval, current: current, ambient: ambient)
            return
        }
        let parts = max(1, Int((interval / Self.groupInterval).rounded(.up)))
        for _ in 0..<parts {
            move(interval: interval / Double(parts), current: current, ambient: ambient)
        }
    }

    /// Cells side by side keep their share of the current for at most this long, s: far less than
    /// the minute in which their charges would answer to it.
    private static let groupInterval = 5.0

    private mutating func move(interval: Double, current: Double, ambient: Double) {
        splitCurrent(current)
        thermal.advance(interval: interval, ambient: ambient, cells: cells)
        for index in cells.indices {
            let stack = stackOfCell[index]
            cells[index].advance(
                interval: interval, current: currents[index], pressure: stacks[stack].pressure,
                highestPressure: stacks[stack].highestPressure, cooling: thermal.coolings[index])
        }
        advanceStacks(interval: interval)
        equalise(current: current)
    }

    private mutating func advanceStacks(interval: Double) {
        var index = 0
        for stack in stacks.indices {
            var thickness = 0.0
            var temperature = 0.0
            var count = 0.0
            while index < cells.count, stackOfCell[index] == stack {
                thickness += cells[index].thickness * cells[index].design.layerCount
                temperature += cells[index].temperature
                count += 1
                index += 1
            }
            stacks[stack].advance(
                interval: interval, thickness: thickness,
                temperature: count > 0 ? temperature / count : stacks[stack].referenceTemperature)
        }
    }

    private mutating func settle() {
        advanceStacks(interval: 0)
        updateTerminals(cells.indices)
        equalise(current: 0)
    }

    /// Recomputes the terminals of some cells at their present currents.
    mutating func updateTerminals(_ range: Range<Int>) {
        for index in range {
            let stack = stackOfCell[index]
            cells[index].updateTerminals(
                current: currents[index], pressure: stacks[stack].pressure,
                highestPressure: stacks[stack].highestPressure)
        }
    }

    // MARK: - What scenarios change

    /// Puts a bleed resistor across a position, Ω; `nil` takes it away.
    mutating func setBleed(_ resistance: Double?, cell position: Int) {
        bleedCurrents[position] = resistance.map { voltage(position: position) / $0 } ?? 0
    }

    /// Presses harder (or pulls back) by this much, Pa.
    public mutating func setExternalPressure(_ pressure: Double, stack: Int) {
        stacks[stack].externalPressure = pressure
    }

    /// Leaves the stack thinner for good by this much, m: a shim taken out, a gasket crushed.
    public mutating func setPermanentSet(_ displacement: Double, stack: Int) {
        stacks[stack].permanentSet = displacement
    }

    /// Puts heat from outside into the surface of a position's cell with the thermometer, W.
    public mutating func setHeat(_ power: Double, cell position: Int) {
        thermal.surfaceHeats[sensedCell(position: position)] = power
    }

    /// Raises the voltage at the terminals of a position by this much, V.
    public mutating func setAddedVoltage(_ voltage: Double, cell position: Int) {
        for index in cells(at: position) { cells[index].addedVoltage = voltage }
    }

    /// Puts a resistance inside one cell of a position, Ω; `nil` takes it away.
    public mutating func setShort(_ resistance: Double?, cell position: Int) {
        let index = sensedCell(position: position)
        cells[index].leakageCurrent = resistance.map { cells[index].terminalVoltage / $0 } ?? 0
    }

    // MARK: - Stacks and heat

    /// Mechanical stacks.
    public var stackCount: Int { stacks.count }

    /// Stack pressure, Pa.
    public func pressure(stack: Int) -> Double { stacks[stack].pressure }

    /// Temperature of a cell's surface, K; its core is ``SimulatedCell/temperature``.
    public func surfaceTemperature(cell: Int) -> Double { thermal.surfaces[cell] }

    /// Heat that has left the pack for the ambient since the start, J.
    public var heatToAmbient: Double { thermal.heatToAmbient }

    /// Temperature of the last cell's surface in a stack, K, against which the load cell presses;
    /// `nil` for a stack without cells.
    func temperatureAtLoadCell(stack: Int) -> Double? {
        stackOfCell.lastIndex(of: stack).map { thermal.surfaces[$0] }
    }
}
