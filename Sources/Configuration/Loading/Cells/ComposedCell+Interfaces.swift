import CellModel

/// Separator, interfaces and what happens at them.
extension ComposedCell {
    struct Separator {
        var layer: ElectrolyteLayer
        var concentration: ConcentrationPolarisation
    }

    func readSeparator() -> Separator? {
        let table = derived("separator")
        if !table.isPresent { _ = root.table("separator") }
        let thickness = table.value(
            "thickness", .length, unit: "um", in: 1e-8...1e-2, derived: nil, "")
        let law = readConductivity(table)
        let material = composition?.electrolyte
        let bulk = law.map { thickness / $0.value(at: PhysicalConstants.referenceTemperature) }
        let grainBoundary = table.value(
            "grain_boundary_resistance", .arealResistance, unit: "ohm cm2", in: 0...100,
            derived: bulk.flatMap { bulk in material.map { $0.grainBoundaryRatio * bulk } },
            "ratio to the bulk of the electrolyte")
        let concentration = readConcentration(table)
        guard root.document.problems.isEmpty, let law, let bulk, thickness > 0,
            let concentration
        else {
            return nil
        }
        return Separator(
            layer: ElectrolyteLayer(
                thickness: thickness, conductivity: law,
                grainBoundaryRatio: grainBoundary / bulk + secondLayer(thickness, law)),
            concentration: concentration)
    }

    /// Resistance of the second layer of a bilayer over that of the first. It follows the first
    /// over temperature, so it is right in the middle of the cell's temperatures.
    private func secondLayer(_ thickness: Double, _ law: ConductivityLaw) -> Double {
        guard let layer = composition?.layer, let bounds = window?.temperature else { return 0 }
        let middle = (bounds.lowerBound + bounds.upperBound) / 2
        let second =
            layer.thickness * (1 + layer.electrolyte.grainBoundaryRatio)
            / layer.electrolyte.conductivity.value(at: middle)
        return second * law.value(at: middle) / thickness
    }

    /// Whether anions move too; nil after problems.
    private func readConcentration(_ table: DerivedTable) -> ConcentrationPolarisation? {
        let known = composition?.electrolyte.concentration
        let isGiven = table.has("transference_number") || table.has("salt_diffusivity")
        guard isGiven || known != ConcentrationPolarisation.none else {
            return ConcentrationPolarisation.none
        }
        let how = "transference of \(composition?.electrolyte.reference.slug ?? "")"
        let number = table.value(
            "transference_number", .ratio, unit: "1", in: 0.01...1,
            derived: known?.transferenceNumber, how)
        let diffusivity = table.value(
            "salt_diffusivity", .diffusivity, unit: "m2/s", in: 1e-18...1e-6,
            derived: known?.saltDiffusivity, how)
        guard number > 0, diffusivity > 0 else { return nil }
        return ConcentrationPolarisation(
            transferenceNumber: number, saltDiffusivity: diffusivity)
    }

    /// The law of the material, or one of Arrhenius from the cell file.
    private func readConductivity(_ table: DerivedTable) -> ConductivityLaw? {
        let law = composition?.electrolyte.conductivity
        guard table.has("conductivity") || table.has("activation_energy") else { return law }
        var known: (conductivity: Double?, energy: Double?)
        if case .arrhenius(let reference, let energy)? = law { known = (reference, energy) }
        let reference = table.value(
            "conductivity", .conductivity, unit: "mS/cm", in: 1e-8...100,
            derived: known.conductivity, "conductivity of the electrolyte")
        let energy = table.value(
            "activation_energy", .molarEnergy, unit: "eV", in: 0...2e5, derived: known.energy,
            "conductivity of the electrolyte")
        return law == nil ? nil : .arrhenius(reference: reference, activationEnergy: energy)
    }

    func readInterface() -> InterfaceResistance {
        let table = derived("interface")
        let base = composition.map {
            $0.facing.interface(with: $0.anode)
        }
        var resistance = base?.value.referenceResistance
        var how = base.map { "\($0.path) of \(composition?.facing.reference.slug ?? "")" } ?? ""
        if let treatment = composition?.anodeTreatment {
            if let replaced = treatment.resistance {
                resistance = replaced
                how += ", resistance of \(treatment.reference.slug)"
            } else if let factor = treatment.resistanceFactor {
                resistance = resistance.map { $0 * factor }
                how += ", times \(shortText(factor)) of \(treatment.reference.slug)"
            }
        }
        let area = composition?.architecture.areaFactor ?? 1
        if area != 1 { how += ", over \(shortText(area)) times the footprint" }
        let value = readInterface(
            table, base?.value, resistance: resistance.map { $0 / area }, how)
        return InterfaceResistance(
            referenceResistance: value.referenceResistance,
            referencePressure: value.referencePressure,
            pressureExponent: value.pressureExponent, pressureMemory: value.pressureMemory,
            activationEnergy: value.activationEnergy,
            contactSpacing: table.value(
                "contact_spacing", .length, unit: "um", in: 0...1e-2,
                derived: base.map { $0.value.contactSpacing / area }, how))
    }

    /// The composite cathode; in a cell of one electrode on both sides, the same interface again.
    func readCathodeResistance(_ interface: InterfaceResistance) -> InterfaceResistance {
        let table = derived("cathode")
        guard let composition else { return readInterface(table, nil, resistance: nil, "") }
        if composition.isSymmetric {
            return readInterface(
                table, interface, resistance: interface.referenceResistance,
                "the second of two equal interfaces")
        }
        let slug = composition.cathode.reference.slug
        var how = "composite of \(slug)"
        var base = composition.cathode.composite
        if base == nil, composition.isHalfCell {
            let known = composition.electrolyte.interface(with: composition.cathode)
            base = known.value
            how = "\(known.path) of \(composition.electrolyte.reference.slug)"
        }
        var resistance = base?.referenceResistance
        if let treatment = composition.cathodeTreatment {
            if let replaced = treatment.resistance {
                resistance = replaced
                how = "resistance of \(treatment.reference.slug)"
            } else if let factor = treatment.resistanceFactor {
                resistance = resistance.map { $0 * factor }
                how += ", times \(shortText(factor)) of \(treatment.reference.slug)"
            }
        }
        let area = composition.architecture.cathodeAreaFactor
        if area != 1 { how += ", over \(shortText(area)) times the footprint" }
        if base == nil, !table.isPresent {
            root.add("cathode", "missing table: this material has no composite resistance")
        }
        return readInterface(table, base, resistance: resistance.map { $0 / area }, how)
    }

    private func readInterface(
        _ table: DerivedTable, _ base: InterfaceResistance?, resistance: Double?,
        _ how: String
    ) -> InterfaceResistance {
        InterfaceResistance(
            referenceResistance: table.value(
                "resistance", .arealResistance, unit: "ohm cm2", in: 0...10,
                derived: resistance, how),
            referencePressure: table.value(
                "reference_pressure", .pressure, unit: "MPa", in: 1e3...1e9,
                derived: base?.referencePressure, how),
            pressureExponent: table.value(
                "pressure_exponent", .ratio, unit: "1", in: 0...2.5,
                derived: base?.pressureExponent, how),
            pressureMemory: table.value(
                "pressure_memory", .ratio, unit: "1", in: 0...1, derived: base?.pressureMemory,
                how),
            activationEnergy: table.value(
                "activation_energy", .molarEnergy, unit: "eV", in: 0...2e5,
                derived: base?.activationEnergy, how),
            contactSpacing: 0)
    }

    func readInterphase() -> InterphaseGrowth {
        let table = derived("interphase")
        let known = composition.flatMap { $0.facing.interphase(with: $0.anode) }
        if known == nil, !table.isPresent { return .none }
        let factor =
            (composition?.anodeTreatment?.interphaseFactor ?? 1)
            / (composition?.architecture.areaFactor ?? 1)
        var how = known.map { "\($0.path) of \(composition?.facing.reference.slug ?? "")" } ?? ""
        if factor != 1 { how += ", times \(shortText(factor)) by treatment and area" }
        var isLinear: Bool?
        var rate: Double?
        switch known?.value.law {
        case .parabolic(let known)?: (isLinear, rate) = (false, known * factor)
        case .linear(let known)?: (isLinear, rate) = (true, known * factor)
        case nil: break
        }
        if table.has("law") {
            let given = table.table?.choice("law", [("parabolic", false), ("linear", true)])
            if let isLinear, let given, given != isLinear { rate = nil }
            isLinear = given
        } else if isLinear == nil, composition != nil {
            let _: Bool? = table.table?.choice("law", [("parabolic", false), ("linear", true)])
        }
        let growth =
            isLinear == true
            ? table.value(
                "growth", .interphaseRate, unit: "ohm cm2/h", in: 0...1e-2, derived: rate, how)
            : table.value(
                "growth", .interphaseGrowth, unit: "ohm cm2/sqrt(h)", in: 0...1e-2,
                derived: rate, how)
        return InterphaseGrowth(
            law: isLinear == true ? .linear(rate: growth) : .parabolic(rate: growth),
            activationEnergy: table.value(
                "activation_energy", .molarEnergy, unit: "eV", in: 0...2e5,
                derived: known?.value.activationEnergy, how),
            initialResistance: table.value(
                "initial_resistance", .arealResistance, unit: "ohm cm2", in: 0...10,
                derived: known.map { $0.value.initialResistance * factor }, how))
    }
}
