/// Reads the files of `Reviews` strictly.
enum CatalogueFile {
    /// What one category file says.
    struct Contents {
        /// Nil when the file cannot be read.
        var document: Document?
        /// Without rows or models yet.
        var declared: [CatalogueEntry] = []
        var rows: [CatalogueRow] = []
        /// What every row says it is about, also of rows with problems, and its key path.
        var claims: [(material: String, property: String, path: String)] = []
    }

    static func reviews(in folder: String, _ problems: LoadContext) -> [CatalogueReview] {
        let file = "\(folder)/Reviews/reviews.toml"
        guard let document = Document(file: file, problems: problems) else { return [] }
        let root = document.reader
        var reviews: [CatalogueReview] = []
        for table in root.tables("review") {
            let review = CatalogueReview(
                key: table.text("key"), title: table.text("title"),
                authors: table.text("authors"), published: table.optionalText("published"),
                doi: table.optionalText("doi"), text: table.text("text"),
                lineCount: table.integer("line_count", in: 1...1_000_000) ?? 0)
            if reviews.contains(where: { $0.key == review.key }) {
                table.add("key", "there is a review with this key already", found: review.key)
            }
            reviews.append(review)
        }
        root.finish()
        return reviews
    }

    static func contents(
        of category: CatalogueCategory, in folder: String, _ reviews: [CatalogueReview],
        _ problems: LoadContext
    ) -> Contents {
        let file = "\(folder)/Reviews/\(category.rawValue).toml"
        guard let document = Document(file: file, problems: problems) else { return Contents() }
        let root = document.reader
        var contents = Contents(document: document)
        for table in root.tables("material") {
            contents.declared.append(
                CatalogueEntry(
                    slug: slug(table), category: category, name: table.text("name"),
                    formula: table.optionalText("formula"),
                    headlineProperty: table.text("headline"), rows: [], models: []))
        }
        for table in root.tables("row") {
            contents.claims.append((table.text("material"), table.text("property"), table.path))
            if let row = row(table, category, reviews) { contents.rows.append(row) }
        }
        root.finish()
        return contents
    }

    private static func slug(_ table: TableReader) -> String {
        let slug = table.text("slug")
        let letters = "abcdefghijklmnopqrstuvwxyz0123456789-"
        if !slug.allSatisfy({ letters.contains($0) }) {
            table.add(
                "slug", "not a slug", found: "\"\(slug)\"",
                allowed: "lower case letters, digits and hyphens")
        }
        return slug
    }

    /// Slugs are unique, rows belong to an entry, and every entry has a row.
    static func crossCheck(_ contents: [Contents]) {
        let slugs = contents.flatMap { $0.declared.map(\.slug) }
        let claims = contents.flatMap(\.claims)
        var seen: [String] = []
        for part in contents {
            guard let document = part.document else { continue }
            for (index, entry) in part.declared.enumerated() {
                let path = "material[\(index + 1)]"
                if seen.contains(entry.slug) {
                    document.add(
                        path + ".slug", "there is an entry with this slug already",
                        found: entry.slug)
                }
                seen.append(entry.slug)
                let own = claims.filter { $0.material == entry.slug }
                if own.isEmpty {
                    document.add(path + ".slug", "no row belongs to it", found: entry.slug)
                } else if !own.contains(where: { $0.property == entry.headlineProperty }) {
                    document.add(
                        path + ".headline", "no row of this entry has this property",
                        found: entry.headlineProperty)
                }
            }
            for claim in part.claims
            where !claim.material.isEmpty && !slugs.contains(claim.material) {
                let guess = Spelling.suggestion(for: claim.material, among: slugs)
                document.add(
                    claim.path + ".material",
                    "no entry has this slug" + (guess.map { "; did you mean \"\($0)\"?" } ?? ""),
                    found: claim.material)
            }
        }
    }
}
