/// The materials, treatments, architectures and systems that the reviews describe: every statement
/// with its source and what is thought of it, and beside it what the cell model uses.
public struct Catalogue: Sendable, Equatable {
    /// S0 to S4.
    public let reviews: [CatalogueReview]
    /// By category; within it in the order of the files, entries with only a model last.
    public let entries: [CatalogueEntry]

    /// Reads `Reviews` and the model files of a materials folder.
    ///
    /// - Parameter folder: Such as `Configs/Materials`. Folders of model files may be missing.
    /// - Throws: ``ConfigurationError`` with every problem in all files.
    public init(contentsOf folder: String) throws(ConfigurationError) {
        try self.init(contentsOf: folder, problems: LoadContext())
    }

    init(contentsOf folder: String, problems: LoadContext) throws(ConfigurationError) {
        let reviews = CatalogueFile.reviews(in: folder, problems)
        let contents = CatalogueCategory.allCases.map {
            CatalogueFile.contents(of: $0, in: folder, reviews, problems)
        }
        let models = CatalogueModelFile.all(in: folder, problems)
        CatalogueFile.crossCheck(contents)
        try problems.throwIfAny()
        self.reviews = reviews
        entries = Self.joined(contents.map(\.declared), contents.flatMap(\.rows), models)
    }

    /// The rows of a category: those in its file.
    public func rows(of category: CatalogueCategory) -> [CatalogueRow] {
        entries.flatMap(\.rows).filter { $0.category == category }
    }

    /// All rows.
    public var rowCount: Int { entries.reduce(0) { $0 + $1.rows.count } }

    /// Gives every entry its rows and models, and models without an entry one of their own.
    private static func joined(
        _ declared: [[CatalogueEntry]], _ rows: [CatalogueRow],
        _ models: [(slug: String, category: CatalogueCategory, model: CatalogueModel)]
    ) -> [CatalogueEntry] {
        var entries: [CatalogueEntry] = []
        let known = declared.flatMap { $0 }.map(\.slug)
        for (category, ofCategory) in zip(CatalogueCategory.allCases, declared) {
            for var entry in ofCategory {
                entry.rows = rows.filter { $0.material == entry.slug }
                entry.models = models.filter { $0.slug == entry.slug }.map(\.model)
                entries.append(entry)
            }
            var added: [String] = []
            for found in models where found.category == category {
                if known.contains(found.slug) || added.contains(found.slug) { continue }
                if entries.contains(where: { $0.slug == found.slug }) { continue }
                added.append(found.slug)
                entries.append(
                    CatalogueEntry(
                        slug: found.slug, category: category,
                        name: found.model.name ?? found.slug, formula: found.model.formula,
                        headlineProperty: nil, rows: [],
                        models: models.filter { $0.slug == found.slug }.map(\.model)))
            }
        }
        return entries
    }
}
