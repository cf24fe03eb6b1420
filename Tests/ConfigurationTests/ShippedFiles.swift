@testable import Configuration

/// The repository's own configuration files, as they are or with words replaced.
enum ShippedFiles {
    /// The folder of the package.
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return parts.joined(separator: "/")
    }()

    static let cell = root + "/Configs/Cells/reference-a.toml"
    static let measuredCell = root + "/Configs/Cells/measured-example.toml"
    static let pack = root + "/Configs/Packs/demo-16s4.toml"

    static func scenario(_ name: String) -> String { root + "/Configs/Scenarios/\(name).toml" }

    static let scenarios = [
        "demo-mission", "calm", "emergency-stop", "lost-cell-voltage", "balancing",
    ]

    /// One replacement of words in one file.
    struct Edit {
        var file: String
        var old: String
        var new: String
    }

    /// A context that reads the files with `edits` applied; each must fit exactly one place.
    static func context(_ edits: [Edit]) -> LoadContext {
        LoadContext { (file: String) throws(FileText.Failure) -> String in
            var text = try FileText.read(file)
            for edit in edits where edit.file == file {
                let pieces = text.components(separatedBy: edit.old)
                precondition(pieces.count == 2, "The words to replace occur once: \(edit.old)")
                text = pieces.joined(separator: edit.new)
            }
            return text
        }
    }

    /// The problems of the pack file with words replaced.
    static func packProblems(_ edits: (old: String, new: String)...) -> [ConfigurationProblem] {
        let edits = edits.map { Edit(file: pack, old: $0.old, new: $0.new) }
        return problems { () throws(ConfigurationError) in
            _ = try PackDescription(contentsOf: pack, problems: context(edits))
        }
    }

    /// The problems of the reference cell with words replaced.
    static func cellProblems(_ edits: (old: String, new: String)...) -> [ConfigurationProblem] {
        let edits = edits.map { Edit(file: cell, old: $0.old, new: $0.new) }
        return problems { () throws(ConfigurationError) in
            _ = try CellDescription(contentsOf: cell, problems: context(edits))
        }
    }

    /// The problems of the demonstration mission with words replaced.
    static func missionProblems(_ edits: (old: String, new: String)...) -> [ConfigurationProblem] {
        let file = scenario("demo-mission")
        let edits = edits.map { Edit(file: file, old: $0.old, new: $0.new) }
        return problems { () throws(ConfigurationError) in
            _ = try ScenarioDescription(contentsOf: file, problems: context(edits))
        }
    }

    static func problems(
        _ load: () throws(ConfigurationError) -> Void
    ) -> [ConfigurationProblem] {
        do throws(ConfigurationError) {
            try load()
            return []
        } catch {
            return error.problems
        }
    }
}

extension String {
    /// The pieces between the occurrences of `separator`.
    func components(separatedBy separator: String) -> [String] {
        var pieces: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            pieces.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return pieces + [String(rest)]
    }
}
