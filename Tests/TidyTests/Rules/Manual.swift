extension TreeRule {
    /// Links lead somewhere.
    static let links = TreeRule(
        name: "links in Markdown files resolve",
        broken: [
            Repository(["README.md": "[a](Sources/Nowhere)"]),
            Repository(["Sources/M/M.docc/A.md": "<doc:Nowhere>"]),
            Repository(["Hardware/A.md": "[a](../Missing.md#top)"]),
        ],
        kept: [
            Repository([
                "README.md": "[a](Hardware) [b](https://a.org/x) [c](Hardware/A.md#top) [d](#here)",
                "Hardware/A.md": "[up](../README.md)",
                "Sources/M/M.docc/A.md": "<doc:B> ![p](p.svg)",
                "Sources/M/M.docc/Deep/B.md": "", "Sources/M/M.docc/Resources/p.svg": "",
            ])
        ]
    ) { repository in
        repository.files.filter { $0.name.hasSuffix(".md") }.flatMap { file in
            let plain = link.matches(in: file.text).filter { match in
                !resolves(match.groups[1], from: file, in: repository)
            }
            let pages = page.matches(in: file.text).filter { match in
                !repository.files.contains {
                    $0.path.contains(".docc/") && $0.name == match.groups[1] + ".md"
                }
            }
            return (plain + pages).map {
                Violation(
                    path: file.path, line: $0.line, message: "“\($0.groups[1])” leads nowhere.")
            }
        }
    }

    private static func resolves(
        _ target: String, from file: SourceFile, in repository: Repository
    ) -> Bool {
        if target.contains("://") || target.hasPrefix("mailto:") { return true }
        var folders = file.components.dropLast().map(String.init)
        for step in target.split(separator: "/") {
            switch step {
            case ".": break
            case "..": _ = folders.popLast()
            default: folders.append(String(step))
            }
        }
        if repository.containsEntry(folders.joined(separator: "/")) { return true }
        // DocC finds resources by name anywhere in the catalogue.
        return file.path.contains(".docc/") && !target.contains("/")
            && repository.files.contains { $0.path.contains(".docc/") && $0.name == target }
    }

    private static let link = Pattern("\\]\\(([^)#\\s]+)(?:#[^)]*)?\\)")
    private static let page = Pattern("<doc:([^>#]+)>")

    /// Decision records are numbered without a gap, say the four things, and are listed.
    static let decisions = TreeRule(
        name: "decisions are numbered continuously, complete and listed",
        broken: [
            Repository(["\(folder)0002-a.md": record(2), "\(folder)Decisions.md": "<doc:0002-a>"]),
            Repository([
                "\(folder)0001-a.md": "# 0001: A\n## Context",
                "\(folder)Decisions.md": "<doc:0001-a>",
            ]),
            Repository(["\(folder)0001-a.md": record(7), "\(folder)Decisions.md": "<doc:0001-a>"]),
            Repository(["\(folder)0001-a.md": record(1), "\(folder)Decisions.md": "none"]),
            Repository([]),
        ],
        kept: [
            Repository([
                "\(folder)0001-a.md": record(1), "\(folder)0002-b.md": record(2),
                "\(folder)Decisions.md": "<doc:0001-a> <doc:0002-b>",
            ])
        ]
    ) { repository in
        let records = repository.files.filter {
            $0.path.hasPrefix(folder) && $0.name.prefix(4).allSatisfy(\.isNumber)
        }
        let index = repository.file(folder + "Decisions.md")?.text ?? ""
        guard !records.isEmpty else {
            return [Violation(path: folder, line: 1, message: "There is no decision record.")]
        }
        return records.enumerated().flatMap { position, file -> [Violation] in
            let number = padded(position + 1)
            var problems: [String] = []
            if !file.name.hasPrefix(number + "-") {
                problems.append("Number \(number) comes here.")
            }
            if !file.text.hasPrefix("# \(number): ") {
                problems.append("The title starts with “# \(number): ”.")
            }
            for section in sections where !file.text.contains("\n## \(section)\n") {
                problems.append("The section \(section) is missing.")
            }
            if !index.contains("<doc:\(file.name.dropLast(3))>") {
                problems.append("Decisions.md does not list it.")
            }
            return problems.map { Violation(path: file.path, line: 1, message: $0) }
        }
    }

    private static let folder = "Sources/Manual/Manual.docc/Decisions/"
    private static let sections = ["Context", "Decision", "Consequences", "Alternatives"]

    private static func padded(_ number: Int) -> String {
        String(repeating: "0", count: 4 - String(number).count) + String(number)
    }

    private static func record(_ number: Int) -> String {
        "# \(padded(number)): A\n" + sections.map { "\n## \($0)\n\nText.\n" }.joined()
    }
}
