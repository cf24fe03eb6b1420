import CellModel
import Quantities

extension CellDescription {
    /// Reads a cell file and the material files it names.
    ///
    /// - Throws: ``ConfigurationError`` with every problem in all of them.
    public init(contentsOf file: String) throws(ConfigurationError) {
        try self.init(contentsOf: file, problems: LoadContext())
    }

    init(contentsOf file: String, problems: LoadContext) throws(ConfigurationError) {
        self = try problems.load(file) { CellFile($0).load() }
    }
}

/// A cell file while it is read.
struct CellFile {
    let document: Document
    let root: TableReader

    init(_ document: Document) {
        self.document = document
        root = document.reader
    }

    /// Where the cell may be used.
    struct Window {
        var voltage: ClosedRange<Double>
        var temperature: ClosedRange<Double>
    }

    /// The cell, or nil after adding problems.
    func load() -> CellDescription? {
        let name = root.text("name")
        let chemistry = root.text("chemistry")
        let kind: CellDescription.Kind? = root.choice("kind")
        let window = readWindow(kind)
        let thermal = readThermal(kind)
        var parameters: CellParameters?
        var parts: ComposedCell.Parts?
        switch kind {
        case .composed:
            parts = ComposedCell(root, window: window, thermal: thermal).load()
            parameters = parts?.parameters
        case .measured: parameters = measuredParts(thermal)
        case nil: return nil
        }
        root.finish()
        guard let kind, let window, let parameters else { return nil }
        if kind == .measured { checkOpenCircuit(parameters.openCircuit, window) }
        guard document.problems.isEmpty else { return nil }
        return CellDescription(
            name: name, chemistry: chemistry, kind: kind, parameters: parameters,
            physics: parts?.physics,
            voltageRange: .volts(window.voltage.lowerBound) ... .volts(window.voltage.upperBound),
            temperatureRange: .kelvins(window.temperature.lowerBound)
                ... .kelvins(window.temperature.upperBound),
            provenance: document.provenance + (parts?.materials ?? []),
            composition: parts?.composition, fixture: parts?.fixture, evidence: parts?.evidence,
            accepted: parts?.accepted ?? [], creep: parts?.creep)
    }

    /// Two equal electrodes swing around zero; a half cell may come near it.
    private func readWindow(_ kind: CellDescription.Kind?) -> Window? {
        let table = root.table("window")
        let voltage = table.range(
            "voltage_minimum", "voltage_maximum", .voltage, in: kind == .measured ? 0.5...6 : -5...6
        )
        let temperature = table.range(
            "temperature_minimum", "temperature_maximum", .temperature, in: 200...500)
        guard let voltage, let temperature else { return nil }
        return Window(voltage: voltage, temperature: temperature)
    }

    private func readThermal(_ kind: CellDescription.Kind?) -> CellThermal {
        let table = root.table("thermal")
        let toAmbient = table.value(
            "conductance_to_ambient", .thermalConductance, in: 1e-6...1e4)
        return CellThermal(
            heatCapacity: table.value("heat_capacity", .heatCapacity, in: 1e-3...1e6),
            conductanceToAmbient: toAmbient,
            coreToSurfaceConductance: table.value(
                "core_to_surface_conductance", .thermalConductance, in: 1e-6...1e5,
                default: toAmbient / CellThermal.assumedBiotNumber),
            surfaceShare: table.value(
                "surface_share", .ratio, in: 0.01...0.9, default: CellThermal.assumedSurfaceShare),
            tablesFollowSurface: kind == .measured)
    }

    /// The open-circuit voltage must be inside the window at both ends, or one of the two belongs
    /// to another cell.
    private func checkOpenCircuit(_ openCircuit: OpenCircuitVoltage, _ window: Window) {
        let samples = openCircuit.voltage.samples
        let lowest = samples.min() ?? .nan
        let highest = samples.max() ?? .nan
        // A full cell may sit a few millivolts above the end of its charge curve.
        let slack = 0.02
        let isTooLow = lowest < window.voltage.lowerBound - slack
        if isTooLow || highest > window.voltage.upperBound + slack {
            root.add(
                "window", "the open-circuit voltage leaves the voltage window",
                found: "\(shortText(lowest)) to \(shortText(highest)) V",
                allowed: "\(shortText(window.voltage.lowerBound)) to "
                    + "\(shortText(window.voltage.upperBound)) V")
        }
    }
}
