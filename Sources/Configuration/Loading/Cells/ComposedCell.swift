import CellModel
import Quantities

/// A cell file of kind "composed" while it is read: materials, geometry, and what follows from
/// them.
struct ComposedCell {
    let root: TableReader
    let window: CellFile.Window?
    let thermal: CellThermal
    /// Nil after problems.
    let composition: Composition?
    let materials: [Provenance]

    /// What a composed cell adds to the description of every cell.
    struct Parts {
        var parameters: CellParameters
        var physics: CellPhysics
        var materials: [Provenance]
        var composition: CellComposition
        var fixture: FixtureDescription
        var evidence: CellEvidence
        var accepted: [AcceptedRefusal]
        var creep: LithiumCreep?
    }

    /// Capacity, C; area of a layer, m²; layers.
    struct Design {
        var capacity: Double
        var electrodeArea: Double
        var layerCount: Double

        var totalArea: Double { electrodeArea * layerCount }
        var arealCapacity: Double { capacity / totalArea }
    }

    init(_ root: TableReader, window: CellFile.Window?, thermal: CellThermal) {
        self.root = root
        self.window = window
        self.thermal = thermal
        var reader = CompositionReader(root)
        composition = reader.read()
        materials = reader.provenance
    }

    func derived(_ key: String) -> DerivedTable {
        DerivedTable(key, of: root, isDerivable: composition != nil)
    }

    /// The cell, or nil after adding problems.
    func load() -> Parts? {
        let design = readDesign()
        let fixture = root.table("fixture").fixture()
        let evidence = readEvidence()
        let ageing = readAgeing()
        let refusals = Refusals(root)
        let separator = readSeparator()
        let interface = readInterface()
        let cathode = readCathodeResistance(interface)
        let contact = readContact()
        let hosts = readHosts()
        let polarisation = readPolarisation(design, separator, hosts)
        let interphase = readInterphase()
        let plating = readPlating()
        let intrusion = readIntrusion()
        let mechanics = readMechanics(fixture)
        guard root.document.problems.isEmpty, let composition, let design, let fixture,
            let evidence, let separator, let hosts, let polarisation
        else {
            return nil
        }
        let openCircuit = OpenCircuitVoltage(
            cathode: composition.cathode.halfCell, cathodeFractionEmpty: hosts.cathode.empty,
            cathodeFractionFull: hosts.cathode.full, anode: composition.anode.halfCell,
            anodeFractionEmpty: hosts.anode.empty, anodeFractionFull: hosts.anode.full,
            hysteresis: hosts.hysteresis, pressureCoefficient: mechanics.pressureCoefficient,
            referencePressure: mechanics.referencePressure)
        let parameters = CellParameters(
            capacity: design.capacity, electrodeArea: design.electrodeArea,
            layerCount: design.layerCount, openCircuit: openCircuit,
            resistance: SeriesResistance(
                electrolyte: separator.layer, interface: interface, cathode: cathode),
            polarisation: polarisation, contact: contact,
            swelling: swelling(
                composition, mechanics.swelling, hosts,
                voidHeight: contact.isActive ? contact.voidHeight : 0),
            thermal: thermal)
        let physics = CellPhysics(
            cathode: composition.cathode.halfCell, cathodeFractionEmpty: hosts.cathode.empty,
            cathodeFractionFull: hosts.cathode.full, anode: composition.anode.halfCell,
            anodeFractionEmpty: hosts.anode.empty, anodeFractionFull: hosts.anode.full,
            particle: hosts.particle, hysteresis: hosts.hysteresis, interphase: interphase,
            concentration: separator.concentration, plating: plating, intrusion: intrusion,
            ageing: ageing)
        refuseWhatCannotWork(composition, parameters, physics, fixture, refusals)
        guard root.document.problems.isEmpty else { return nil }
        return Parts(
            parameters: parameters, physics: physics, materials: materials,
            composition: describe(composition, hosts), fixture: fixture, evidence: evidence,
            accepted: refusals.accepted, creep: composition.anode.creep)
    }

    /// The composition, with specific capacities over the part of the hosts that this cell uses.
    private func describe(_ composition: Composition, _ hosts: Hosts) -> CellComposition {
        func share(_ used: (empty: Double, full: Double), _ known: (empty: Double, full: Double))
            -> Double
        {
            (used.full - used.empty) / (known.full - known.empty)
        }
        var description = composition.description
        description.cathodeSpecificCapacity *= share(hosts.cathode, composition.cathodeWindow)
        description.anodeSpecificCapacity *= share(hosts.anode, composition.anodeWindow)
        return description
    }

    private func readDesign() -> Design? {
        let table = root.table("design")
        let arealCapacity = table.value("areal_capacity", .arealCapacity, in: 1...1e7)
        let area = table.value("electrode_area", .area, in: 1e-8...10)
        guard let layers = table.integer("layer_count", in: 1...1000) else { return nil }
        return Design(
            capacity: arealCapacity * area * Double(layers), electrodeArea: area,
            layerCount: Double(layers))
    }

    /// Graphite grows along a curve, everything else along a line.
    private func swelling(
        _ composition: Composition, _ perCharge: Double, _ hosts: Hosts, voidHeight: Double
    ) -> Swelling {
        let anode = composition.anode
        guard anode.halfCell == .graphite, anode.swelling != composition.cathode.swelling else {
            return Swelling(perCharge: perCharge, voidHeight: voidHeight)
        }
        var swelling = Swelling(
            anode: anode.swelling,
            anodeShape: SwellingShape(
                .graphite, empty: hosts.anode.empty, full: hosts.anode.full),
            cathode: composition.cathode.swelling, voidHeight: voidHeight)
        swelling.perCharge = perCharge
        return swelling
    }

    private func readEvidence() -> CellEvidence? {
        let table = root.table("evidence")
        let status: CellEvidence.Status? = table.choice("status")
        let note = table.text("note")
        let assumed = status == .assumed || table.has("assumed") ? table.texts("assumed") : []
        return status.map { CellEvidence(status: $0, assumed: assumed, note: note) }
    }

    private func readAgeing() -> AgeingLaw {
        guard let table = root.optionalTable("ageing") else { return .none }
        return AgeingLaw(
            calendarLoss: table.value("calendar_loss", .walk, in: 0...1),
            calendarActivationEnergy: table.value(
                "calendar_activation_energy", .molarEnergy, in: 0...2e5),
            cycleLoss: table.value("cycle_loss", .ratio, in: 0...1),
            resistanceGrowth: table.value("resistance_growth", .ratio, in: 0...10))
    }

    private func readMechanics(
        _ fixture: FixtureDescription?
    ) -> (swelling: Double, pressureCoefficient: Double, referencePressure: Double) {
        let table = derived("mechanics")
        let difference = composition.map { $0.anode.swelling - $0.cathode.swelling }
        let swelling = table.value(
            "swelling", .swelling, unit: "um per mAh/cm2", in: -1e-9...1e-9, derived: difference,
            "growth of the anode less shrinkage of the cathode on charging")
        return (
            swelling,
            // A growth per charge in m³/C is a voltage per pressure in V/Pa: V_m/F.
            table.value(
                "pressure_coefficient", .pressureCoefficient, unit: "mV/MPa", in: -1e-8...1e-8,
                derived: difference,
                "Maxwell relation, partial molar volumes over the Faraday constant"),
            table.value(
                "reference_pressure", .pressure, unit: "MPa", in: 0...1e9,
                derived: fixture?.mechanics.preload ?? (composition == nil ? nil : .nan),
                "the preload of the fixture")
        )
    }
}
