import CellModel
import Configuration
import Quantities

/// Makes the text of the demonstration pack fit a cell: one press of four cells, and every limit
/// where this cell's window, press and temperature want it.
struct PackFit {
    let cell: CellDescription
    private(set) var edits: TextEdits

    /// - Parameters:
    ///   - text: Of the demonstration pack.
    ///   - cellFile: Where the cell is.
    init(_ cell: CellDescription, text: String, cellFile: String) {
        self.cell = cell
        edits = TextEdits(text)
        edits.set("", "cell", "\"\(cellFile)\"")
        edits.drop("stacks", named: ["stack-2", "stack-3", "stack-4"])
        edits.set("stacks", named: "stack-1", "cells", "\(EveryCell.cellCount)")
        edits.drop("devices", named: ["pressure-2", "pressure-3", "pressure-4"])
        edits.drop("devices", named: (EveryCell.cellCount + 1...16).map { "temperature-\($0)" })
        edits.set("cell_monitor", "wired_cells", "\(EveryCell.cellCount)")
        fitVoltage()
        fitPressure()
        fitTemperature()
    }

    /// Limits as far from the ends of the cell as the demonstration pack's are.
    private mutating func fitVoltage() {
        let samples = cell.parameters.openCircuit.voltage.samples
        let full = samples.max() ?? 0
        let empty = samples.min() ?? 0
        let high = max(full, cell.voltageRange.upperBound.volts)
        let lowest = max(cell.voltageRange.lowerBound.volts, empty - 0.55)
        // Above what the chip can guard, where the cell permits.
        let low = min(empty, max(lowest, 1.1))
        let grade = 0.04 * (high - low)
        edits.setLimit(
            "cell_overvoltage", "V", (high + 0.01, high - 0.01), (high + 0.03, high),
            (high + 0.06, high))
        edits.setLimit(
            "cell_undervoltage", "V", (low + 2 * grade, low + 2.5 * grade),
            (low + grade, low + 2 * grade), (low, low + grade))
        edits.setLimit("cell_deep_discharge", "V", grades: ["safety"], (low - 0.2, low - 0.1))
        edits.set("cell_monitor", "overvoltage", "\"\(high + 0.12) V\"")
        // No lower than the chip can where it can guard the cell at all.
        let guarded = low - 0.2
        edits.set(
            "cell_monitor", "undervoltage",
            "\"\(low > 1.07 ? max(1.012, guarded) : guarded) V\"")
        edits.set("balancing", "cell_voltage_minimum", "\"\(high - 4 * grade) V\"")
        edits.set("plausible", "cell_voltage_minimum", "\"\(max(-1, min(0.5, low - 0.3))) V\"")
        edits.set("plausible", "cell_voltage_maximum", "\"\(min(6, max(5, high + 0.5))) V\"")
        edits.setCurve("cell_voltage", "charging", "V", [high - 0.04, high + 0.02])
        edits.setCurve(
            "cell_voltage", "discharging", "V", [low + grade, low + 2.5 * grade])
    }

    /// The cell's own press, so much softer that all cells swing as much as one; a film that
    /// nothing presses is held by 0.3 MPa, because a pack knows no stack without a press.
    private mutating func fitPressure() {
        guard let fixture = cell.fixture else {
            preconditionFailure("A composed cell has a press.")
        }
        let preload = max(0.3, fixture.mechanics.preload / 1e6)
        let stiffness = fixture.mechanics.stiffness / Double(EveryCell.cellCount)
        let parameters = cell.parameters
        let growth =
            Double(EveryCell.cellCount) * parameters.layerCount * parameters.swelling.perCharge
            * parameters.arealCapacity
        let swing = stiffness * growth / 1e6
        let low = min(preload, preload + swing)
        let high = max(preload, preload + swing)
        edits.set("fixture", "kind", "\"\(fixture.kind.rawValue)\"")
        edits.set("fixture", "preload", preload, "MPa")
        edits.set("fixture", "stiffness", stiffness * 1e-12, "MPa/um")
        // On the 25 cm² of the demonstration pack 1 MPa is 2.5 kN.
        let fullScale = 2.5 * high
        edits.set("load_cell", "capacity", 2.5 * fullScale, "kN")
        edits.set("load_cell", "calibrated_minimum", 0, "MPa")
        edits.set("load_cell", "calibrated_maximum", 0.8 * fullScale, "MPa")
        edits.set("plausible", "pressure_minimum", "\"\(-0.03 * fullScale) MPa\"")
        edits.set("plausible", "pressure_maximum", "\"\(0.9 * fullScale) MPa\"")
        edits.set("mechanics", "preload_floor", 0.9 * low, "MPa")
        edits.setLimit(
            "stack_overpressure", "MPa", (1.2 * high, 1.15 * high), (1.35 * high, 1.2 * high),
            (1.6 * high, 1.25 * high))
        edits.setLimit(
            "stack_underpressure", "MPa", (0.6 * low, 0.66 * low), (0.5 * low, 0.6 * low),
            (0.4 * low, 0.54 * low))
        edits.setLimit(
            "stack_preload_lost", "MPa", (0.1 * low, 0.06 * low), (0.2 * low, 0.1 * low),
            (0.4 * low, 0.2 * low))
        // Per full scale as for the 20 MPa of the demonstration pack.
        let share = fullScale / 20
        for name in ["stack_pressure_rise", "stack_pressure_fall"] {
            edits.setLimit(
                name, "MPa/s", (0.2 * share, 0.1 * share), (0.5 * share, 0.2 * share),
                (5 * share, share))
        }
        edits.setLimit(
            "stack_pressure_imbalance", "MPa", (0.2 * high, 0.16 * high), (0.5 * high, 0.4 * high),
            (1.2 * high, high))
        edits.setCurve("stack_pressure", "discharging", "MPa", [0.5 * low, 0.9 * low])
        edits.setCurve("stack_pressure", "charging", "MPa", [1.15 * high, 1.35 * high])
        edits.set("estimator", "pressure_noise", 0.2 * fullScale, "kPa")
    }

    /// Limits inside the cell's window.
    private mutating func fitTemperature() {
        let low = cell.temperatureRange.lowerBound.celsius
        let high = cell.temperatureRange.upperBound.celsius
        for name in ["overtemperature_charging", "overtemperature_discharging"] {
            edits.setLimit(
                name, "degC", (high - 8, high - 10), (high - 5, high - 8), (high, high - 8))
        }
        for name in ["undertemperature_charging", "undertemperature_discharging"] {
            edits.setLimit(name, "degC", (low + 5, low + 6), (low + 3, low + 5), (low, low + 3))
        }
        edits.set("balancing", "temperature_maximum", "\"\(high - 8) degC\"")
        edits.setCurve(
            "cell_temperature", "charging", "degC", [low, low + 6, high - 8, high - 2])
        edits.setCurve(
            "cell_temperature", "discharging", "degC",
            [low, low + 3, low + 6, high - 8, high - 2])
    }
}
