import CellModel

/// The two sums over a cell's books that never change, whatever is done to it.
struct ConservationBalance: Sendable {
    /// Inside, and gone, less what came in, C.
    let charge: Double
    /// J; the cell's heat counts from 0 K.
    let energy: Double

    init(_ cell: SimulatedCell) {
        let ledger = cell.ledger
        charge = cell.storedCharge + ledger.chargeLeaked + ledger.chargeLost - ledger.chargeIn
        let heat = cell.design.thermal.heatCapacity * cell.temperature
        energy =
            cell.storedEnergy + heat + ledger.heatOut + ledger.mechanicalWork + ledger.energyLost
            - ledger.electricalEnergyIn - ledger.heatIn
    }
}
