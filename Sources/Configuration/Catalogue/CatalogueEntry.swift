/// A material, treatment, architecture or system of the catalogue.
public struct CatalogueEntry: Sendable, Equatable {
    /// Lower case with hyphens; also the name of its model file.
    public var slug: String
    public var category: CatalogueCategory
    public var name: String
    public var formula: String?
    /// The property that stands for the entry in a list; nil where only a model is known.
    public var headlineProperty: String?
    /// By category, then as in the files.
    public var rows: [CatalogueRow]
    /// Usually none or one; several where one name is in several folders.
    public var models: [CatalogueModel]

    /// The row that stands for the entry: the first plausible one of the headline property, or else
    /// the first that another value is used for, or else the first.
    public var headline: CatalogueRow? {
        let candidates = rows.filter { $0.property == headlineProperty }
        return candidates.first { $0.plausibility == .plausible }
            ?? candidates.first { $0.instead?.quantity == nil && $0.instead != nil }
            ?? candidates.first ?? rows.first
    }
}
