import CellModel
import Protection
import Quantities

extension ScenarioDescription {
    /// Reads a scenario file, the pack file it names, and everything that one names.
    ///
    /// - Throws: ``ConfigurationError`` with every problem in all of them.
    public init(contentsOf file: String) throws(ConfigurationError) {
        try self.init(contentsOf: file, problems: LoadContext())
    }

    init(contentsOf file: String, problems: LoadContext) throws(ConfigurationError) {
        self = try problems.load(file) { ScenarioFile($0).load() }
    }
}

/// A scenario file while it is read.
struct ScenarioFile {
    let document: Document
    let root: TableReader

    init(_ document: Document) {
        self.document = document
        root = document.reader
    }

    /// The scenario, or nil after adding problems.
    func load() -> ScenarioDescription? {
        let name = root.text("name")
        let summary = root.text("summary")
        let pack = readPack()
        let seed = root.integer("seed", in: 0...Int.max) ?? 0
        let duration = root.duration("duration", in: .seconds(1) ... .seconds(86_400 * 30))
        let ambient = root.value("ambient", .temperature, in: 150...500)
        let initial = readInitial()
        let variation = readVariation()
        let mission = readMission(pack)
        let faults = readFaults(pack, steps: mission.map(\.name))
        let expectations = readExpectations(faults.map(\.name))
        root.finish()
        guard document.problems.isEmpty, let pack else { return nil }
        return ScenarioDescription(
            name: name, summary: summary, pack: pack, seed: UInt64(seed), duration: duration,
            initial: initial, ambient: .kelvins(ambient), variation: variation,
            mission: mission, faults: faults, expectations: expectations,
            provenance: document.provenance)
    }

    private func readPack() -> PackDescription? {
        let name = root.text("pack")
        guard !name.isEmpty else { return nil }
        let problems = LoadContext(
            read: document.problems.read, list: document.problems.list)
        let pack = Document(
            file: FileText.resolve(name, from: document.file), problems: problems,
            referrer: (document, "pack")
        ).flatMap { PackFile($0).load() }
        for problem in problems.all { document.problems.add(problem) }
        if let pack, pack.cell.physics == nil {
            root.add(
                "pack", "a cell measured as a whole cannot be simulated",
                found: "kind \"\(pack.cell.kind.rawValue)\"",
                allowed: "a pack of cells composed of materials")
        }
        return pack
    }

    private func readInitial() -> InitialState {
        let table = root.table("initial")
        let truth = table.value("state_of_charge", .ratio, in: 0...1)
        let estimate = table.optionalValue("estimator_state_of_charge", .ratio, in: 0...1)
        return InitialState(
            stateOfCharge: StateOfCharge(fraction: truth),
            contactFraction: table.value("contact_fraction", .ratio, in: 0.02...1),
            temperature: .kelvins(table.value("temperature", .temperature, in: 150...500)),
            estimatorStateOfCharge: StateOfCharge(fraction: estimate ?? truth))
    }

    private func readVariation() -> CellVariation {
        guard let table = root.optionalTable("variation") else {
            return CellVariation(capacity: 0, resistance: 0, stateOfCharge: 0)
        }
        func deviation(_ key: String, otherwise standard: Double) -> Double {
            table.optionalValue(key, .ratio, in: 0...0.3) ?? standard
        }
        return CellVariation(
            capacity: table.value("capacity", .ratio, in: 0...0.3),
            resistance: table.value("resistance", .ratio, in: 0...0.3),
            stateOfCharge: table.value("state_of_charge", .ratio, in: 0...0.3),
            interfaceResistance: table.optionalValue(
                "interface_resistance", .ratio, in: 0...0.3),
            swelling: deviation("swelling", otherwise: CellVariation.assumedSwelling),
            voidHeight: deviation("void_height", otherwise: CellVariation.assumedTenth),
            diffusivity: deviation("diffusivity", otherwise: CellVariation.assumedTenth),
            particleRadius: deviation("particle_radius", otherwise: 0),
            thermal: deviation("thermal", otherwise: 0))
    }
}

/// Words of scenario files.
enum ScenarioWords {
    static let diagnostics = LimitSchema.all.map { (word: $0.key, value: $0.diagnostic) }

    static let grades: [(word: String, value: Grade)] = [
        ("operating", .operating), ("warning", .warning), ("safety", .safety),
    ]

    static let states: [(word: String, value: ContactorState)] = [
        ("initialising", .initialising), ("standby", .standby), ("precharging", .precharging),
        ("operating", .operating), ("opening", .opening), ("fault", .fault),
        ("service", .service),
    ]
}
