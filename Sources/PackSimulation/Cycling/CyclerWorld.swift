import CellModel

/// The cell of a cycler in its press and its temperature chamber: everything that has a state, so
/// that a copy is a step to come back to.
struct CyclerWorld: Sendable {
    var cell: SimulatedCell
    var stack: SimulatedStack
    /// Of the chamber, K.
    let ambient: Double
    /// Layers of all cells in the stack, whose growth adds up.
    let layerCount: Double

    init(
        design: SimulatedCellDesign, mechanics: StackMechanics, stateOfCharge: Double,
        temperature: Double, seriesCount: Int, seed: UInt64
    ) {
        ambient = temperature
        layerCount = design.layerCount * Double(seriesCount)
        cell = SimulatedCell(
            design: design, stateOfCharge: stateOfCharge, contactFraction: 1,
            temperature: temperature, seed: seed)
        stack = SimulatedStack(mechanics: mechanics, referenceTemperature: temperature)
        stack.advance(
            interval: 0, thickness: cell.thickness * layerCount, temperature: temperature)
        apply(current: 0)
    }

    /// Present capacity, C.
    var capacity: Double { cell.capacity }

    /// Charge that the hosts still take, C.
    var roomToCharge: Double { (1 - cell.stateOfCharge) * capacity }

    /// Changes the current without letting time pass.
    mutating func apply(current: Double) {
        cell.updateTerminals(
            current: current, pressure: stack.pressure, highestPressure: stack.highestPressure)
    }

    /// Lets `interval` seconds pass at constant current, A.
    mutating func advance(interval: Double, current: Double) {
        cell.advance(
            interval: interval, current: current, pressure: stack.pressure,
            highestPressure: stack.highestPressure, exchange: .chamber(ambient))
        stack.advance(
            interval: interval, thickness: cell.thickness * layerCount,
            temperature: cell.temperature)
    }

    /// Internal shorts so far, those that stay among them.
    var shortCount: Int { cell.softShortCount + (cell.isHardShorted ? 1 : 0) }
}
