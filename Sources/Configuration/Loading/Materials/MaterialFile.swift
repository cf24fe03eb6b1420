import CellModel

/// A material file while it is read.
struct MaterialFile {
    let root: TableReader
    let reference: MaterialReference

    /// Reads what all kinds have.
    init(_ document: Document, slug: String, kind: String) {
        root = document.reader
        reference = MaterialReference(
            slug: slug, name: root.text("name"), formula: root.text("formula"))
        let _: Void? = root.choice("kind", [(kind, ())])
    }

    /// A treatment of an interface.
    func treatment() -> TreatmentMaterial? {
        let side: TreatmentMaterial.Side? = root.choice("side")
        let appliesTo = root.texts("applies_to")
        var layer: (String, Double)?
        if let table = root.optionalTable("layer") {
            layer = (
                table.text("electrolyte"), table.value("thickness", .length, in: 1e-9...1e-3)
            )
        }
        let material = side.map {
            TreatmentMaterial(
                reference: reference, side: $0, appliesTo: appliesTo,
                resistance: root.optionalValue("resistance", .arealResistance, in: 0...10),
                resistanceFactor: root.optionalValue("resistance_factor", .ratio, in: 1e-4...1e3),
                criticalCurrent: root.optionalValue(
                    "critical_current", .currentDensity, in: 1e-3...1e6),
                criticalCurrentFactor: root.optionalValue(
                    "critical_current_factor", .ratio, in: 1e-3...1e3),
                interphaseFactor: root.optionalValue("interphase_factor", .ratio, in: 0...1e3),
                preventsReduction: root.optionalBoolean("prevents_reduction") ?? false,
                preventsOxidation: root.optionalBoolean("prevents_oxidation") ?? false,
                oxidationLimit: root.optionalValue("oxidation_limit", .voltage, in: 0...6),
                layer: layer)
        }
        if material?.resistance != nil && material?.resistanceFactor != nil {
            root.add("resistance_factor", "either this or \"resistance\"")
        }
        if material?.criticalCurrent != nil && material?.criticalCurrentFactor != nil {
            root.add("critical_current_factor", "either this or \"critical_current\"")
        }
        root.finish()
        return material
    }

    func architecture() -> ArchitectureMaterial {
        let material = ArchitectureMaterial(
            reference: reference,
            areaFactor: root.value("area_factor", .ratio, in: 1...1e3),
            cathodeAreaFactor: root.optionalValue("cathode_area_factor", .ratio, in: 1...1e3)
                ?? 1,
            hasDenseCathode: root.optionalBoolean("dense_cathode") ?? false)
        root.finish()
        return material
    }
}

extension TableReader {
    /// The interface that a table describes.
    func interface(withSpacing: Bool) -> InterfaceResistance {
        InterfaceResistance(
            referenceResistance: value("resistance", .arealResistance, in: 0...10),
            referencePressure: value("reference_pressure", .pressure, in: 1e3...1e9),
            pressureExponent: value("pressure_exponent", .ratio, in: 0...2.5),
            pressureMemory: value("pressure_memory", .ratio, in: 0...1),
            activationEnergy: value("activation_energy", .molarEnergy, in: 0...2e5),
            contactSpacing: withSpacing ? value("contact_spacing", .length, in: 0...1e-2) : 0)
    }

    /// The interphase that a table describes.
    func interphase() -> InterphaseGrowth {
        let isLinear = choice("law", [("parabolic", false), ("linear", true)]) ?? false
        return InterphaseGrowth(
            law: isLinear
                ? .linear(rate: value("growth", .interphaseRate, in: 0...1e-2))
                : .parabolic(rate: value("growth", .interphaseGrowth, in: 0...1e-2)),
            activationEnergy: value("activation_energy", .molarEnergy, in: 0...2e5),
            initialResistance: value("initial_resistance", .arealResistance, in: 0...10))
    }
}
