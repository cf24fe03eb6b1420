import CellModel

extension MaterialFile {
    private static let halfCells: [(word: String, value: HalfCell?)] = [
        ("lithium", .lithium), ("lithium-indium", .lithiumIndium), ("nmc811", .nmc811),
        ("nmc622", .nmc622), ("nmc532", .nmc532), ("lfp", .lfp), ("lco", .lco),
        ("graphite", .graphite), ("silicon", .silicon), ("lto", .lto), ("table", nil),
    ]

    /// A host of lithium or a metal.
    func electrode() -> ElectrodeMaterial? {
        let table = root.table("electrode")
        let known = table.choice("half_cell", Self.halfCells)
        let swelling = table.value("swelling", .swelling, in: -1e-9...1e-9)
        let capacity = table.value("specific_capacity", .specificCapacity, in: 1e3...2e7)
        let likeness = table.optionalText("interface_as")
        let halfCell = known == .some(nil) ? halfCellTable() : known ?? nil
        let window = readWindow(halfCell)
        var particle: ParticleDiffusion?
        if let grain = root.optionalTable("particle") {
            let radius = grain.value("radius", .length, in: 1e-9...1e-4)
            let diffusivity = grain.value("diffusivity", .diffusivity, in: 1e-21...1e-6)
            let energy = grain.value("diffusivity_activation_energy", .molarEnergy, in: 0...2e5)
            if radius > 0, diffusivity > 0 {
                particle = ParticleDiffusion(
                    radius: radius, diffusivity: diffusivity, activationEnergy: energy)
            }
        }
        let composite = root.optionalTable("composite")?.interface(withSpacing: false)
        let rate = root.optionalTable("hysteresis")?.value("rate", .ratio, in: 0...1e3)
        let metal = readMetal()
        let creep = readCreep()
        root.finish()
        return halfCell.map {
            ElectrodeMaterial(
                reference: reference, interfaceAs: likeness, halfCell: $0, swelling: swelling,
                specificCapacity: capacity, window: window, particle: particle,
                composite: composite, hysteresis: VoltageHysteresis(rate: rate ?? 0),
                metal: metal, creep: creep)
        }
    }

    private func halfCellTable() -> HalfCell? {
        let table = root.table("table")
        let fractions = table.range("fraction_first", "fraction_last", .ratio, in: 0...1)
        let potentials = table.values("potentials", .voltage, count: 2...1025, in: 0...6)
        let entropic = table.optionalValue(
            "entropic_coefficient", .entropicCoefficient, in: -1e-2...1e-2)
        guard let fractions, let potentials else { return nil }
        for index in potentials.indices.dropFirst() where potentials[index] > potentials[index - 1]
        {
            table.add(
                "potentials", "a potential rises while the host takes up lithium",
                found: "value \(index + 1), \(shortText(potentials[index])) V, after "
                    + "\(shortText(potentials[index - 1])) V")
            return nil
        }
        return .tabulated(
            HalfCellTable(
                window: fractions, potentials: potentials, entropicCoefficient: entropic ?? 0))
    }

    /// The fractions between which a cell uses the host; nil where the potential is constant.
    private func readWindow(_ halfCell: HalfCell?) -> (empty: Double, full: Double)? {
        switch halfCell {
        case .lithium, .lithiumIndium: return nil
        default: break
        }
        let table = root.table("window")
        return (
            table.value("fraction_empty", .ratio, in: 0...1),
            table.value("fraction_full", .ratio, in: 0...1)
        )
    }

    private func readMetal() -> ElectrodeMaterial.Metal? {
        root.optionalTable("metal").map {
            ElectrodeMaterial.Metal(
                voidHeight: $0.value("void_height", .length, in: 1e-7...1e-3),
                platingEfficiency: $0.value("plating_efficiency", .ratio, in: 0...1),
                unrecoverableFraction: $0.value("unrecoverable_fraction", .ratio, in: 0...1),
                meltingTemperature: $0.value("melting_temperature", .temperature, in: 273...1000))
        }
    }

    private func readCreep() -> LithiumCreep? {
        root.optionalTable("creep").map {
            LithiumCreep(
                rateAtOneMegapascal: $0.value("rate_at_one_megapascal", .rate, in: 0...1e3),
                exponent: $0.value("exponent", .ratio, in: 0.5...20),
                activationEnergy: $0.value("activation_energy", .molarEnergy, in: 0...3e5))
        }
    }
}
