public import CellModel
public import Configuration
import Quantities

/// Cells in series in their stacks: the truth of a pack.
public struct SimulatedPack: Sendable {
    public private(set) var cells: [SimulatedCell]
    /// Which stack each cell sits in.
    public let stackOfCell: [Int]
    private(set) var stacks: [SimulatedStack]

    /// What flows through each cell's bleed resistor, A, ≥ 0; the heat arises outside the cell.
    private(set) var bleedCurrents: [Double]

    /// How each cell's heat reaches its neighbours in the stack, W/K.
    private let neighbourConductance = 0.15

    /// - Parameters:
    ///   - stackOfCell: Ascending; cells of a stack are neighbours.
    ///   - seed: Draws the spread between cells.
    public init(
        design: SimulatedCellDesign, stackOfCell: [Int], fixtures: [StackFixture],
        initial: InitialState, variation: CellVariation, seed: UInt64
    ) {
        let temperature = initial.temperature.kelvins
        self.stackOfCell = stackOfCell
        bleedCurrents = Array(repeating: 0, count: stackOfCell.count)
        stacks = fixtures.map {
            SimulatedStack(
                fixture: $0, thermalExpansion: 2e-7, creepRate: 2e-14,
                referenceTemperature: temperature)
        }
        cells = stackOfCell.indices.map { index in
            var stream = RandomStream(seed: seed, name: "cell", index: index)
            let start =
                initial.stateOfCharge.fraction
                + variation.stateOfCharge * stream.normal().clamped(-2.5, 2.5)
            return SimulatedCell(
                design: design.spread(
                    capacity: variation.capacity, resistance: variation.resistance, &stream),
                stateOfCharge: start, contactFraction: initial.contactFraction,
                temperature: temperature, seed: seed, index: index)
        }
        settle()
    }

    /// Lets `interval` seconds pass at constant current through the series string.
    ///
    /// - Parameters:
    ///   - current: A, positive charges.
    ///   - ambient: K.
    public mutating func advance(interval: Double, current: Double, ambient: Double) {
        let last = cells.count - 1
        for index in cells.indices {
            let stack = stackOfCell[index]
            let thermal = cells[index].design.thermal
            let temperature = cells[index].temperature
            var cooling = thermal.conductanceToAmbient * (temperature - ambient)
            if index > 0, stackOfCell[index - 1] == stack {
                cooling += neighbourConductance * (temperature - cells[index - 1].temperature)
            }
            if index < last, stackOfCell[index + 1] == stack {
                cooling += neighbourConductance * (temperature - cells[index + 1].temperature)
            }
            cells[index].advance(
                interval: interval, current: current - bleedCurrents[index],
                pressure: stacks[stack].pressure,
                highestPressure: stacks[stack].highestPressure, cooling: cooling)
        }
        advanceStacks(interval: interval)
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
        for index in cells.indices {
            let stack = stacks[stackOfCell[index]]
            cells[index].updateTerminals(
                current: 0, pressure: stack.pressure, highestPressure: stack.highestPressure)
        }
    }

    /// Puts a bleed resistor across a cell, Ω; `nil` takes it away.
    mutating func setBleed(_ resistance: Double?, cell: Int) {
        bleedCurrents[cell] = resistance.map { cells[cell].terminalVoltage / $0 } ?? 0
    }

    // MARK: - What sensors and checkers see

    /// Sum of the cell voltages, V.
    public var voltage: Double {
        var sum = 0.0
        for index in cells.indices { sum += cells[index].terminalVoltage }
        return sum
    }

    /// Highest less lowest cell voltage, V.
    public var voltageSpread: Double {
        var lowest = Double.infinity
        var highest = -Double.infinity
        for index in cells.indices {
            lowest = min(lowest, cells[index].terminalVoltage)
            highest = max(highest, cells[index].terminalVoltage)
        }
        return highest - lowest
    }

    /// Sum of the series resistances, Ω: what a step in current meets at once.
    public var seriesResistance: Double {
        var sum = 0.0
        for index in cells.indices { sum += cells[index].seriesResistance }
        return sum
    }

    /// Mechanical stacks.
    public var stackCount: Int { stacks.count }

    /// Stack pressure, Pa.
    public func pressure(stack: Int) -> Double { stacks[stack].pressure }

    // MARK: - What scenarios change

    /// Presses harder (or pulls back) by this much, Pa.
    public mutating func setExternalPressure(_ pressure: Double, stack: Int) {
        stacks[stack].externalPressure = pressure
    }

    /// Puts heat into a cell from outside, W.
    public mutating func setHeat(_ power: Double, cell: Int) {
        cells[cell].externalHeat = power
    }

    /// Raises the voltage at the terminals of a cell by this much, V.
    public mutating func setAddedVoltage(_ voltage: Double, cell: Int) {
        cells[cell].addedVoltage = voltage
    }

    /// Puts a resistance across a cell, Ω; `nil` takes it away.
    public mutating func setShort(_ resistance: Double?, cell: Int) {
        cells[cell].leakageCurrent = resistance.map { cells[cell].terminalVoltage / $0 } ?? 0
    }
}
