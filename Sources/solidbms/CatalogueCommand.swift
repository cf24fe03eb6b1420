import ArgumentParser
import Configuration

/// `solidbms catalogue`: lists, shows and compares materials, interfaces and systems.
struct CatalogueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalogue",
        abstract: "Look up materials, treatments, architectures and systems, with their sources.",
        discussion: """
            Every value carries its source: S2:161 is line 161 of review S2. Where other sources \
            contradict a printed number, the number used and the reason stand beside it. Systems \
            show the cell file that was made of them.

            Exit status: 0 found, 64 for a name or category that is not there, 66 without the \
            folder of materials, 78 for problems in its files.

            Examples:
              solidbms catalogue list --category anodes
              solidbms catalogue show li6ps5cl
              solidbms catalogue compare llzo lgps
              solidbms catalogue list --json
            """,
        subcommands: [ListCommand.self, ShowCommand.self, CompareCommand.self],
        defaultSubcommand: ListCommand.self)

    /// What all of them take.
    struct Options: ParsableArguments {
        @Option(help: "The folder of materials.")
        var materials = "Configs/Materials"

        @Flag(help: "Print JSON instead of tables.")
        var json = false

        /// Reads the catalogue: exit 66 without the folder, 78 with all problems of its files.
        func load() throws -> Catalogue {
            try requireFolder(materials)
            return try orExit(ExitStatus.configuration) { () throws(ConfigurationError) in
                try Catalogue(contentsOf: materials)
            }
        }
    }

    /// `solidbms catalogue list`.
    struct ListCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List the entries, and count them.")

        @Option(help: "Only this category: \(Self.categories).")
        var category: String?

        @OptionGroup var options: Options

        private static let categories =
            CatalogueCategory.allCases.map(\.rawValue).joined(separator: ", ")

        func validate() throws {
            if let category, CatalogueCategory(rawValue: category) == nil {
                throw ValidationError(
                    "There is no category \(category). There are: \(Self.categories).")
            }
        }

        func run() throws {
            let catalogue = try options.load()
            let category = category.flatMap { CatalogueCategory(rawValue: $0) }
            say(
                options.json
                    ? CatalogueJSON(catalogue).list(category)
                    : CatalogueText(catalogue, width: terminalWidth()).list(category))
        }
    }

    /// `solidbms catalogue show NAME`.
    struct ShowCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "show",
            abstract: "Show what the model uses of an entry, and what the reviews print.")

        @Argument(help: "Slug, name or formula.")
        var name: String

        @OptionGroup var options: Options

        func run() throws {
            let catalogue = try options.load()
            let entry = try catalogue.entryOrExit(name)
            say(
                options.json
                    ? CatalogueJSON(catalogue).show(entry)
                    : CatalogueText(catalogue, width: terminalWidth()).show(entry))
        }
    }

    /// `solidbms catalogue compare A B`.
    struct CompareCommand: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "compare", abstract: "Show two entries side by side.")

        @Argument(help: "Slug, name or formula.")
        var left: String

        @Argument(help: "Slug, name or formula of the other.")
        var right: String

        @OptionGroup var options: Options

        func run() throws {
            let catalogue = try options.load()
            let left = try catalogue.entryOrExit(left)
            let right = try catalogue.entryOrExit(right)
            say(
                options.json
                    ? CatalogueJSON(catalogue).compare(left, right)
                    : CatalogueText(catalogue, width: terminalWidth()).compare(left, right))
        }
    }
}

extension Catalogue {
    /// The entry of a name, or an explanation and exit 64.
    fileprivate func entryOrExit(_ name: String) throws -> CatalogueEntry {
        switch match(name) {
        case .found(let entry): return entry
        case .ambiguous(let slugs):
            complain("\(name) may be: \(slugs.joined(separator: ", "))")
        case .unknown(let suggestion):
            complain(
                "The catalogue has no \(name)."
                    + (suggestion.map { " Did you mean \($0)?" } ?? "")
                    + " All names: solidbms catalogue list")
        }
        throw ExitCode(64)
    }
}
