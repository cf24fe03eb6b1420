import CellModel

/// An electrode material, from its file.
struct ElectrodeMaterial {
    var halfCell: HalfCell
    /// Growth of the electrode per charge per area taken up as lithium, m³/C.
    var swelling: Double
    /// Particle radius, m; diffusivity, m²/s; its activation energy, J/mol. Nil for a foil.
    var particle: (radius: Double, diffusivity: Double, activationEnergy: Double)?
}

/// A solid electrolyte, from its file.
struct ElectrolyteMaterial {
    /// At 25 °C, S/m.
    var conductivity: Double
    /// J/mol.
    var activationEnergy: Double
}

/// Reads material files. Each yields nil after adding problems.
enum MaterialFile {
    static let halfCells: [(word: String, value: HalfCell)] = [
        ("lithium", .lithium), ("lithium-indium", .lithiumIndium), ("nmc811", .nmc811),
        ("lfp", .lfp), ("lco", .lco), ("graphite", .graphite),
    ]

    static func electrode(_ document: Document) -> ElectrodeMaterial? {
        let root = header(document, "electrode")
        let table = root.table("electrode")
        let halfCell = table.choice("half_cell", halfCells)
        let swelling = table.value("swelling", .swelling, in: -1e-9...1e-9)
        var particle: (Double, Double, Double)?
        if let grain = root.optionalTable("particle") {
            particle = (
                grain.value("radius", .length, in: 1e-9...1e-4),
                grain.value("diffusivity", .diffusivity, in: 1e-20...1e-6),
                grain.value("diffusivity_activation_energy", .molarEnergy, in: 0...2e5)
            )
        }
        root.finish()
        return halfCell.map {
            ElectrodeMaterial(halfCell: $0, swelling: swelling, particle: particle)
        }
    }

    static func electrolyte(_ document: Document) -> ElectrolyteMaterial {
        let root = header(document, "electrolyte")
        let table = root.table("electrolyte")
        let material = ElectrolyteMaterial(
            conductivity: table.value("conductivity", .conductivity, in: 1e-8...100),
            activationEnergy: table.value("activation_energy", .molarEnergy, in: 0...2e5))
        root.finish()
        return material
    }

    /// Opens the file and reads what all kinds have.
    private static func header(_ document: Document, _ kind: String) -> TableReader {
        let root = document.reader
        _ = root.text("name")
        _ = root.text("formula")
        let _: Void? = root.choice("kind", [(kind, ())])
        return root
    }
}
