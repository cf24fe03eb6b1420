import CellModel
import Quantities

/// Cells composed of half cells, an electrolyte and an interface.
extension CellFile {
    private struct Materials {
        var cathode: ElectrodeMaterial?
        var anode: ElectrodeMaterial?
        var electrolyte: ElectrolyteMaterial?
        var provenance: [Provenance]
    }

    func halfCellParts(
        _ thermal: CellThermal
    ) -> (CellParameters, CellPhysics?, [Provenance])? {
        let materials = readMaterials()
        let design = readLayeredDesign()
        let resistance = readResistance(materials)
        let contact = readContact()
        let polarisation = readPolarisation(design, materials)
        let physics = readPhysics(materials)
        let mechanics = root.table("mechanics")
        let pressureCoefficient = mechanics.value(
            "pressure_coefficient", .pressureCoefficient, in: -1e-8...1e-8)
        let referencePressure = mechanics.value("reference_pressure", .pressure, in: 0...1e9)
        guard document.problems.isEmpty, let design, let cathode = materials.cathode,
            let anode = materials.anode, let physics, let polarisation
        else {
            return nil
        }
        let openCircuit = OpenCircuitVoltage(
            cathode: cathode.halfCell, cathodeFractionEmpty: physics.cathodeFractionEmpty,
            cathodeFractionFull: physics.cathodeFractionFull, anode: anode.halfCell,
            anodeFractionEmpty: physics.anodeFractionEmpty,
            anodeFractionFull: physics.anodeFractionFull,
            pressureCoefficient: pressureCoefficient, referencePressure: referencePressure)
        let parameters = CellParameters(
            capacity: design.capacity, electrodeArea: design.electrodeArea,
            layerCount: Double(design.layerCount), openCircuit: openCircuit,
            resistance: resistance, polarisation: polarisation, contact: contact,
            swelling: Swelling(
                perCharge: anode.swelling - cathode.swelling,
                voidHeight: contact.isActive ? contact.voidHeight : 0),
            thermal: thermal)
        return (parameters, physics, materials.provenance)
    }

    private func readMaterials() -> Materials {
        let table = root.table("materials")
        let folder = table.text("folder")
        var provenance: [Provenance] = []
        func open(_ key: String) -> Document? {
            let name = table.text(key)
            guard !folder.isEmpty, !name.isEmpty else { return nil }
            let file = FileText.resolve("\(folder)/\(name).toml", from: document.file)
            return Document(
                file: file, problems: document.problems,
                referrer: (document, table.keyPath(key)))
        }
        func electrode(_ key: String) -> ElectrodeMaterial? {
            guard let opened = open(key) else { return nil }
            let material = MaterialFile.electrode(opened)
            provenance += opened.provenance
            return material
        }
        let cathode = electrode("cathode")
        var electrolyte: ElectrolyteMaterial?
        if let opened = open("electrolyte") {
            electrolyte = MaterialFile.electrolyte(opened)
            provenance += opened.provenance
        }
        let anode = electrode("anode")
        return Materials(
            cathode: cathode, anode: anode, electrolyte: electrolyte, provenance: provenance)
    }

    private func readLayeredDesign() -> Design? {
        let table = root.table("design")
        let arealCapacity = table.value("areal_capacity", .arealCapacity, in: 1...1e7)
        let area = table.value("electrode_area", .area, in: 1e-8...10)
        guard let layers = table.integer("layer_count", in: 1...1000) else { return nil }
        return Design(
            capacity: arealCapacity * area * Double(layers), electrodeArea: area,
            layerCount: layers)
    }

    private func readResistance(_ materials: Materials) -> SeriesResistance {
        let separator = root.table("separator")
        let thickness = separator.value("thickness", .length, in: 1e-8...1e-2)
        let grainBoundary = separator.value(
            "grain_boundary_resistance", .arealResistance, in: 0...10)
        let cathode = root.table("cathode")
        let interface = root.table("interface")
        let conductivity = materials.electrolyte?.conductivity ?? .nan
        let activationEnergy = materials.electrolyte?.activationEnergy ?? .nan
        return SeriesResistance(
            electrolyte: ElectrolyteLayer(
                thickness: thickness,
                conductivity: .arrhenius(
                    reference: conductivity, activationEnergy: activationEnergy),
                grainBoundaryRatio: grainBoundary * conductivity / thickness),
            interface: InterfaceResistance(
                referenceResistance: interface.value("resistance", .arealResistance, in: 0...10),
                referencePressure: interface.value("reference_pressure", .pressure, in: 1e3...1e9),
                pressureExponent: interface.value("pressure_exponent", .ratio, in: 0...1.5),
                pressureMemory: interface.value("pressure_memory", .ratio, in: 0...1),
                activationEnergy: interface.value("activation_energy", .molarEnergy, in: 0...2e5),
                contactSpacing: interface.value("contact_spacing", .length, in: 0...1e-2)),
            cathode: .constant(
                cathode.value("resistance", .arealResistance, in: 0...10),
                activationEnergy: cathode.value(
                    "resistance_activation_energy", .molarEnergy, in: 0...2e5)))
    }

    private func readContact() -> ContactDynamics {
        let table = root.table("contact")
        guard table.boolean("active") else { return .inactive }
        return ContactDynamics(
            isActive: true,
            voidHeight: table.value("void_height", .length, in: 1e-7...1e-3),
            sustainableCurrent: table.value(
                "sustainable_current", .currentDensity, in: 1e-4...1e4),
            pressureExponent: table.value("pressure_exponent", .ratio, in: 0.1...3),
            activationEnergy: table.value("activation_energy", .molarEnergy, in: 0...2e5),
            platingEfficiency: table.value("plating_efficiency", .ratio, in: 0...1),
            unrecoverableFraction: table.value("unrecoverable_fraction", .ratio, in: 0...1))
    }

    /// The RC pairs of solid diffusion: resistances and time constants go with 1/D, so both follow
    /// the temperature of the cathode's diffusivity.
    private func readPolarisation(_ design: Design?, _ materials: Materials) -> Polarisation? {
        let table = root.table("polarisation")
        let fast = table.value("fast_resistance", .arealResistance, in: 0...10)
        let fastTime = table.value("fast_time_constant", .duration, in: 1e-3...1e6)
        let slow = table.value("slow_resistance", .arealResistance, in: 0...10)
        let slowTime = table.value("slow_time_constant", .duration, in: 1e-3...1e6)
        let energy = materials.cathode?.particle?.activationEnergy ?? .nan
        guard document.problems.isEmpty, let design, energy.isFinite else { return nil }
        let temperatures = stride(from: 253.15, through: 373.15, by: 10).map { $0 }
        func map(_ value: Double) -> StateMap {
            StateMap(
                temperatures: temperatures,
                rows: temperatures.map { temperature in
                    let factor = Arrhenius.resistanceFactor(
                        activationEnergy: energy, temperature: temperature)
                    return UniformTable([value * factor, value * factor])
                })
        }
        return Polarisation(
            fastResistance: map(fast / design.totalArea), fastTimeConstant: map(fastTime),
            slowResistance: map(slow / design.totalArea), slowTimeConstant: map(slowTime))
    }

    private func readPhysics(_ materials: Materials) -> CellPhysics? {
        let cathode = root.table("cathode")
        let empty = cathode.value("fraction_empty", .ratio, in: 0...1)
        let full = cathode.value("fraction_full", .ratio, in: 0...1)
        if full >= empty {
            cathode.add("fraction_full", "not below \"fraction_empty\"; charging empties the host")
        }
        if let material = materials.cathode, material.particle == nil {
            root.add("materials.cathode", "this material has no particles to diffuse in")
        }
        let anode = root.optionalTable("anode")
        let interphase = root.table("interphase")
        let plating = root.table("plating")
        let physics = (
            growth: interphase.value("growth", .interphaseGrowth, in: 0...1e-2),
            growthEnergy: interphase.value("activation_energy", .molarEnergy, in: 0...2e5),
            initial: interphase.value("initial_resistance", .arealResistance, in: 0...10),
            critical: plating.value("critical_current", .currentDensity, in: 1e-3...1e6),
            criticalEnergy: plating.value("activation_energy", .molarEnergy, in: 0...2e5)
        )
        let anodeEmpty = anode?.value("fraction_empty", .ratio, in: 0...1) ?? 0
        let anodeFull = anode?.value("fraction_full", .ratio, in: 0...1) ?? 1
        guard document.problems.isEmpty, let cathodeMaterial = materials.cathode,
            let particle = cathodeMaterial.particle, let anodeMaterial = materials.anode
        else {
            return nil
        }
        return CellPhysics(
            cathode: cathodeMaterial.halfCell, cathodeFractionEmpty: empty,
            cathodeFractionFull: full, anode: anodeMaterial.halfCell,
            anodeFractionEmpty: anodeEmpty, anodeFractionFull: anodeFull,
            particle: ParticleDiffusion(
                radius: particle.radius, diffusivity: particle.diffusivity,
                activationEnergy: particle.activationEnergy),
            hysteresis: .none,
            interphase: InterphaseGrowth(
                law: .parabolic(rate: physics.growth), activationEnergy: physics.growthEnergy,
                initialResistance: physics.initial),
            concentration: .none,
            plating: PlatingLimit(
                criticalCurrent: physics.critical, activationEnergy: physics.criticalEnergy,
                rateAtLimit: 0),
            intrusion: .none, ageing: .none)
    }
}
