/// A model file that belongs to an entry: what the cell model takes from it.
public struct CatalogueModel: Sendable, Equatable {
    /// Path of the file.
    public var file: String
    public var name: String?
    public var formula: String?
    /// Every value with its key path, unit, source and note; keys ascending.
    public var values: [Provenance]
}
