import CellModel
import Quantities

extension SweepDescription {
    /// Reads a sweep, the cell files it names, and everything that those name.
    ///
    /// - Throws: ``ConfigurationError`` with every problem in all of them.
    public init(contentsOf file: String) throws(ConfigurationError) {
        try self.init(contentsOf: file, problems: LoadContext())
    }

    init(contentsOf file: String, problems: LoadContext) throws(ConfigurationError) {
        self = try problems.load(file) { SweepFile($0).load() }
    }
}

/// A sweep while it is read.
struct SweepFile {
    let document: Document
    let root: TableReader

    init(_ document: Document) {
        self.document = document
        root = document.reader
    }

    /// The sweep, or nil after adding problems.
    func load() -> SweepDescription? {
        let name = root.text("name")
        let summary = root.text("summary")
        _ = root.choice("kind", [("sweep", true)])
        let seedCount = root.integer("seed_count", in: 1...100_000)
        let interval = root.duration("interval", in: .milliseconds(10) ... .seconds(60))
        let warmUp = root.duration("warm_up", in: .zero ... .seconds(86_400))
        let drive = readDrive()
        let start = readStart()
        let sensors = readSensors()
        let perturbations = readPerturbations()
        let mission = readMission()
        let bars = root.optionalTable("bars").map { readBars($0, under: SweepBars()) }
        let cells = readCells(drive, bars ?? SweepBars())
        root.finish()
        guard document.problems.isEmpty, let seedCount else { return nil }
        return SweepDescription(
            name: name, summary: summary, seedCount: seedCount, interval: interval,
            warmUp: warmUp, start: start, sensors: sensors, perturbations: perturbations,
            mission: mission, cells: cells, provenance: document.provenance)
    }

    private func readStart() -> SweepStart {
        let table = root.table("start")
        let from = table.value("prepared_from", .ratio, in: 0...1)
        let to = table.value("prepared_to", .ratio, in: 0...1)
        if from >= to { table.add("prepared_to", "not above \"prepared_from\"") }
        return SweepStart(
            preparationFrom: StateOfCharge(fraction: from),
            preparationTo: StateOfCharge(fraction: to),
            rest: table.duration("rest", in: .zero ... .seconds(864_000)),
            estimateError: table.value("estimate_error", .ratio, in: 0...1),
            contactLoss: table.value("contact_loss", .ratio, in: 0...0.2))
    }

    // MARK: - What differs

    private func readPerturbations() -> [SweepPerturbation] {
        var names: [SweepParameter] = []
        return root.tables("perturbation").compactMap { reader in
            guard let parameter: SweepParameter = reader.choice("parameter") else {
                for key in ["deviation", "factor_minimum", "factor_maximum"] {
                    _ = reader.node(key)
                }
                return nil
            }
            if names.contains(parameter) {
                reader.add("parameter", "two perturbations of one parameter")
            }
            names.append(parameter)
            return readSpread(reader, parameter).map {
                SweepPerturbation(parameter: parameter, spread: $0, source: sourceText(reader))
            }
        }
    }

    /// `deviation`, or `factor_minimum` with `factor_maximum`.
    private func readSpread(
        _ reader: TableReader, _ parameter: SweepParameter
    ) -> SweepPerturbation.Spread? {
        guard reader.has("factor_minimum") || reader.has("factor_maximum") else {
            let deviation =
                parameter.isVoltage
                ? reader.value("deviation", .voltage, in: 0...1)
                : reader.value("deviation", .ratio, in: 0...1)
            return deviation.isNaN ? nil : .normal(deviation)
        }
        if reader.has("deviation") {
            _ = reader.node("deviation")
            reader.add("deviation", "a range of factors has no deviation")
        }
        if parameter.isVoltage || parameter == .stoichiometry {
            reader.add("factor_minimum", "this parameter is shifted, not multiplied")
        }
        return reader.range("factor_minimum", "factor_maximum", .ratio, in: 0.01...100)
            .map { .factor($0) }
    }

    private func sourceText(_ reader: TableReader) -> String {
        for key in ["deviation", "factor_minimum"] {
            guard case .table(let entries)? = reader.node(key),
                case .text(let text)? = entries.first(where: { $0.key == "source" })?.value
            else { continue }
            return text
        }
        return reader.source ?? ""
    }

    private func readSensors() -> SweepSensors {
        let sensors = root.table("sensors")
        func read(_ key: String, _ dimension: Dimension, _ walk: Dimension?) -> SensorErrors {
            let table = sensors.table(key)
            func magnitude(_ key: String, _ dimension: Dimension) -> Double {
                table.optionalValue(key, dimension, in: 0...1e3) ?? 0
            }
            return SensorErrors(
                offset: magnitude("offset", dimension), gain: magnitude("gain", .ratio),
                noise: magnitude("noise", dimension),
                resolution: magnitude("resolution", dimension),
                walk: walk.map { magnitude("walk", $0) } ?? 0)
        }
        var current = read("current", .rate, nil)
        // Rates are per second in the reader and per hour in the description.
        current.offset *= 3600
        current.noise *= 3600
        current.resolution *= 3600
        return SweepSensors(
            voltage: read("voltage", .voltage, nil), current: current,
            temperature: read("temperature", .temperatureDifference, nil),
            pressure: read("pressure", .ratio, .walk))
    }
}
