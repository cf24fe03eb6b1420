import CellModel
import Configuration
import PackSimulation
import Quantities

/// One simulated cell in a press, as a laboratory would test it: the plant of the simulator with
/// nothing changed and nothing added.
struct TestCell {
    /// The cell as designed, which is also how it was made: no spread.
    let design: SimulatedCellDesign
    private let ambient: Double
    private var pack: SimulatedPack
    /// Pressure the press was set to, Pa.
    private let preload: Double

    /// A fresh cell.
    ///
    /// - Parameters:
    ///   - fixture: How the press answers to swelling.
    ///   - temperature: Of cell and surroundings, K.
    ///   - contactFraction: Of the interface at the start.
    ///   - seed: Draws the soft shorts.
    init(
        _ cell: CellDescription, fixture: StackFixture, temperature: Double,
        stateOfCharge: Double = 0, contactFraction: Double = 1, seed: UInt64 = 1
    ) {
        let design = SimulatedCellDesign(cell)
        self.design = design
        ambient = temperature
        preload = fixture.preload
        pack = SimulatedPack(
            design: design, stackOfCell: [0], fixtures: [fixture],
            initial: InitialState(
                stateOfCharge: StateOfCharge(fraction: stateOfCharge),
                contactFraction: contactFraction, temperature: .kelvins(temperature),
                estimatorStateOfCharge: StateOfCharge(fraction: stateOfCharge)),
            variation: CellVariation(
                capacity: 0, resistance: 0, stateOfCharge: 0, swelling: 0, voidHeight: 0,
                diffusivity: 0), seed: seed)
    }

    /// A fresh cell under a pressure that does not depend on its thickness.
    init(
        _ cell: CellDescription, pressure: Double, temperature: Double, stateOfCharge: Double = 0,
        contactFraction: Double = 1, seed: UInt64 = 1
    ) {
        self.init(
            cell, fixture: StackFixture(preload: pressure, stiffness: 0), temperature: temperature,
            stateOfCharge: stateOfCharge, contactFraction: contactFraction, seed: seed)
    }

    /// Lets time pass at constant current.
    ///
    /// - Parameters:
    ///   - currentDensity: A/m², positive charges.
    ///   - duration: s.
    ///   - step: s, at most.
    mutating func run(currentDensity: Double, duration: Double, step: Double = 10) {
        let count = max(1, Int((duration / step).rounded(.up)))
        let interval = duration / Double(count)
        let current = currentDensity * design.totalArea
        for _ in 0..<count { advance(interval: interval, current: current) }
    }

    /// Lets `interval` seconds pass in one step at a current in A.
    mutating func advance(interval: Double, current: Double) {
        pack.advance(interval: interval, current: current, ambient: ambient)
    }

    /// Turns the press to another pressure, Pa, and lets a second pass at rest.
    mutating func press(to pressure: Double) {
        pack.setExternalPressure(pressure - preload, stack: 0)
        // Once for the press, once for the terminals to see it.
        for _ in 0..<2 { advance(interval: 1, current: 0) }
    }

    /// The cell as it is.
    var cell: SimulatedCell { pack.cells[0] }

    /// Stack pressure, Pa.
    var pressure: Double { pack.pressure(stack: 0) }

    /// R₀ of the cell, Ω.
    var resistance: Double { cell.seriesResistance }

    /// Resistance between anode and electrolyte, Ω m² of one layer.
    var anodeResistance: Double { cell.interfaceResistance * design.totalArea }

    /// Resistance of the composite cathode, Ω m² of one layer: all of it less the interface and the
    /// separator.
    var cathodeResistance: Double {
        let separator = design.electrolyte.resistance(
            conductivity: design.electrolyte.conductivity.value(at: cell.temperature))
        return (cell.seriesResistance - cell.interfaceResistance) * design.totalArea - separator
    }
}
