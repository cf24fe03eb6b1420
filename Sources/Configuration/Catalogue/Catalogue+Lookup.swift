extension Catalogue {
    /// What a name on the command line stands for.
    public enum Match: Sendable, Equatable {
        case found(CatalogueEntry)
        /// Slugs of the entries it may mean.
        case ambiguous([String])
        /// The nearest slug or name, if it looks like a slip.
        case unknown(suggestion: String?)
    }

    /// Finds an entry by its slug, its name or formula, or by what its rows or models are called;
    /// upper and lower case are one. The first of these that names anything decides.
    public func match(_ name: String) -> Match {
        let wanted = name.trimmed.lowercased()
        let kinds: [(CatalogueEntry) -> [String]] = [
            { [$0.slug] },
            { [$0.name] + ($0.formula.map { [$0] } ?? []) },
            { entry in
                entry.rows.flatMap { [$0.name] + ($0.formula.map { [$0] } ?? []) }
                    + entry.models.flatMap { [$0.name, $0.formula].compactMap(\.self) }
            },
        ]
        for names in kinds {
            let hits = entries.filter { names($0).contains { $0.lowercased() == wanted } }
            if let first = hits.first {
                return hits.count == 1 ? .found(first) : .ambiguous(hits.map(\.slug))
            }
        }
        let candidates = entries.flatMap { [$0.slug, $0.name] }
        return .unknown(suggestion: Spelling.suggestion(for: wanted, among: candidates))
    }
}
