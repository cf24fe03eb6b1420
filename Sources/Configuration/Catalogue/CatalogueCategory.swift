/// What a catalogue entry is, and at once the file its rows are in: `Reviews/anodes.toml`.
public enum CatalogueCategory: String, Sendable, CaseIterable {
    case solidElectrolytes = "solid-electrolytes"
    case compositeElectrolytes = "composite-electrolytes"
    case anodes
    case cathodes
    case interfaceTreatments = "interface-treatments"
    case architectures
    case cellLevel = "cell-level"
    case systems

    /// For headings: "Solid electrolytes".
    public var title: String {
        let words = rawValue.replacing("-", with: " ")
        return words.prefix(1).uppercased() + words.dropFirst()
    }
}

extension CatalogueCategory {
    /// Cell files of the systems, beside the materials.
    static let systemsFolder = "../Cells/Systems"

    /// Folders of model files, and what an entry is that only a model file has.
    static let modelFolders: [(name: String, category: CatalogueCategory)] = [
        ("Electrolytes", .solidElectrolytes), ("Anodes", .anodes), ("Cathodes", .cathodes),
        ("Treatments", .interfaceTreatments), ("Architectures", .architectures),
        (systemsFolder, .systems),
    ]
}
