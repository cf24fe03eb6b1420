import CellModel

/// The materials of a cell, read from their files.
struct Composition {
    var cathode: ElectrodeMaterial
    /// Cathode and anode are the same electrode.
    var isSymmetric: Bool
    /// The positive electrode is an anode material: it is full when the cell is empty.
    var isHalfCell: Bool
    var electrolyte: ElectrolyteMaterial
    var anode: ElectrodeMaterial
    var architecture: ArchitectureMaterial
    var cathodeTreatment: TreatmentMaterial?
    var anodeTreatment: TreatmentMaterial?
    /// The second electrolyte of a bilayer, with m.
    var layer: (electrolyte: ElectrolyteMaterial, thickness: Double)?

    /// What touches the anode.
    var facing: ElectrolyteMaterial { layer?.electrolyte ?? electrolyte }

    /// Lithium fractions of the cathode at 0 % and 100 % charge.
    var cathodeWindow: (empty: Double, full: Double) {
        guard let window = cathode.window else { return (1, 0) }
        return isHalfCell ? (window.full, window.empty) : window
    }

    var anodeWindow: (empty: Double, full: Double) { anode.window ?? (0, 1) }

    /// Whether lithium metal is plated and stripped at the anode.
    var anodeIsMetal: Bool { anode.metal != nil }

    var description: CellComposition {
        CellComposition(
            cathode: cathode.reference, electrolyte: electrolyte.reference,
            anode: anode.reference, architecture: architecture.reference,
            cathodeTreatment: cathodeTreatment?.reference,
            anodeTreatment: anodeTreatment?.reference,
            cathodeSpecificCapacity: cathode.specificCapacity,
            anodeSpecificCapacity: anode.specificCapacity)
    }
}

/// Reads `[composition]` and the files it names.
struct CompositionReader {
    private let table: TableReader
    private let folder: String
    private(set) var provenance: [Provenance] = []

    init(_ root: TableReader) {
        table = root.table("composition")
        folder = table.text("materials")
    }

    /// The materials, or nil after adding problems.
    mutating func read() -> Composition? {
        let names = (cathode: table.text("cathode"), anode: table.text("anode"))
        let isSymmetric = names.cathode == names.anode
        let cathodeFolder = place(
            "cathode", names.cathode, isSymmetric ? ["Anodes"] : ["Cathodes", "Anodes"])
        let cathode = open("cathode", names.cathode, cathodeFolder, "electrode") {
            $0.electrode()
        }
        let electrolyte = electrolyte("electrolyte", table.text("electrolyte"))
        let anode = open(
            "anode", names.anode, place("anode", names.anode, ["Anodes"]), "electrode"
        ) {
            $0.electrode()
        }
        let layout = table.text("architecture")
        let architecture = open(
            "architecture", layout, place("architecture", layout, ["Architectures"]),
            "architecture"
        ) {
            $0.architecture()
        }
        let cathodeTreatment = treatment("cathode_treatment")
        let anodeTreatment = treatment("anode_treatment")
        var layer: (electrolyte: ElectrolyteMaterial, thickness: Double)?
        if let wanted = anodeTreatment?.layer {
            layer = self.electrolyte("anode_treatment", wanted.electrolyte).map {
                ($0, wanted.thickness)
            }
        }
        guard let cathode, let electrolyte, let anode,
            let architecture
        else {
            return nil
        }
        return Composition(
            cathode: cathode, isSymmetric: isSymmetric, isHalfCell: cathodeFolder == "Anodes",
            electrolyte: electrolyte, anode: anode, architecture: architecture,
            cathodeTreatment: cathodeTreatment, anodeTreatment: anodeTreatment, layer: layer)
    }

    private mutating func electrolyte(_ key: String, _ slug: String) -> ElectrolyteMaterial? {
        open(key, slug, place(key, slug, ["Electrolytes"]), "electrolyte") { $0.electrolyte() }
    }

    private mutating func treatment(_ key: String) -> TreatmentMaterial? {
        guard let slug = table.optionalText(key) else { return nil }
        return open(key, slug, place(key, slug, ["Treatments"]), "treatment") { $0.treatment() }
    }

    /// The first of the folders that holds the material, or nil after adding a problem that says
    /// what there is.
    private func place(_ key: String, _ slug: String, _ folders: [String]) -> String? {
        guard !folder.isEmpty, !slug.isEmpty else { return nil }
        var existing: [String] = []
        for name in folders {
            let path = FileText.resolve("\(folder)/\(name)", from: table.document.file)
            do throws(FileText.Failure) {
                let slugs = try table.document.problems.list(path).filter {
                    $0.hasSuffix(".toml")
                }.map { String($0.dropLast(5)) }.sorted()
                if slugs.contains(slug) { return name }
                existing += slugs.filter { !existing.contains($0) }
            } catch {
                table.add(
                    "materials", "the folder cannot be read: \(error.reason)", found: path)
                return nil
            }
        }
        let guess = Spelling.suggestion(for: slug, among: existing)
        table.add(
            key, "no such material" + (guess.map { "; did you mean \"\($0)\"?" } ?? ""),
            found: "\"\(slug)\" in \(folders.joined(separator: ", "))",
            allowed: existing.joined(separator: ", "))
        return nil
    }

    private mutating func open<Material>(
        _ key: String, _ slug: String, _ place: String?, _ kind: String,
        _ read: (MaterialFile) -> Material?
    ) -> Material? {
        guard let place else { return nil }
        let file = FileText.resolve(
            "\(folder)/\(place)/\(slug).toml", from: table.document.file)
        guard
            let document = Document(
                file: file, problems: table.document.problems,
                referrer: (table.document, table.keyPath(key)))
        else {
            return nil
        }
        let material = read(MaterialFile(document, slug: slug, kind: kind))
        if !provenance.contains(where: { $0.file == file }) { provenance += document.provenance }
        return material
    }
}
