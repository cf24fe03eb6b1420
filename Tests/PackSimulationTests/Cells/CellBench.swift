import CellModel
import Configuration

@testable import PackSimulation

/// One cell under test with books of its own: everything here is integrated outside the cell.
struct CellBench {
    var cell: SimulatedCell
    var pressure = 5e6
    /// Heat that leaves, as the bench believes, over what the cell says; 1 unless a test forges it.
    var forgery = 1.0

    private let startCharge: Double
    private let startEnergy: Double
    private var charge = CompensatedSum()
    private var electrical = CompensatedSum()
    private var heat = CompensatedSum()
    private var moved = CompensatedSum()
    private var turnover = CompensatedSum()

    init(_ cell: SimulatedCell) {
        self.cell = cell
        startCharge = cell.storedCharge
        startEnergy = cell.storedEnergy
    }

    /// The demonstration cell.
    static var design: SimulatedCellDesign { SimulatedCellDesign(TestWorld.scenario.pack.cell) }

    mutating func advance(_ interval: Double, current: Double, _ exchange: HeatExchange) {
        let before = cell.temperature
        cell.advance(
            interval: interval, current: current, pressure: pressure, highestPressure: 6e6,
            exchange: exchange)
        charge.add(current * interval)
        let energy = cell.meanVoltage * current * interval
        electrical.add(energy)
        turnover.add(energy.magnitude)
        moved.add((current * interval).magnitude)
        let stored = cell.design.thermal.heatCapacity * (cell.temperature - before)
        // Whatever is produced either stays as temperature or leaves.
        switch exchange {
        case .power(let power): heat.add(power * interval + stored)
        case .chamber, .thermostat: heat.add(cell.heat * interval * forgery)
        }
    }

    /// What is missing of the charge, over the charge moved.
    var chargeError: Double {
        let ledger = cell.ledger
        let gone = ledger.chargeLeaked + ledger.chargeLost
        return (charge.value - gone - (cell.storedCharge - startCharge)) / moved.value
    }

    /// What is missing of the energy, over the energy moved: electrical energy less heat, work, and
    /// what went with capacity, against what is stored.
    var energyError: Double {
        let ledger = cell.ledger
        let gone = heat.value + ledger.mechanicalWork + ledger.energyLost
        return (electrical.value - gone - (cell.storedEnergy - startEnergy)) / turnover.value
    }

    /// The cell's own books against each other.
    var ledgerError: Double {
        let ledger = cell.ledger
        let stored =
            cell.storedEnergy - startEnergy
            + cell.design.thermal.heatCapacity * (cell.temperature - startTemperature)
        let gone = ledger.heatOut + ledger.mechanicalWork + ledger.energyLost
        return (ledger.electricalEnergyIn + ledger.heatIn - gone - stored) / turnover.value
    }

    var startTemperature = 298.15
}
