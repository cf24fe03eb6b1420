extension TreeRule {
    /// Public declarations say what they are.
    ///
    /// A declaration inherits the comment of the protocol requirement it meets, and a property or
    /// a one-line function shares the comment of the one on the line above. A stored property of
    /// which name and type say everything needs none, for a comment that repeats the name is noise;
    /// neither do initialisers, operators and `description`.
    static let documentation = TreeRule(
        name: "public declarations are documented",
        broken: [
            Repository(["Sources/A/A.swift": "public struct A {}"]),
            Repository(["Sources/A/A.swift": "/// A.\n\npublic struct B {\n  public let c = 1\n}"]),
            Repository(["Sources/A/A.swift": "@inlinable\npublic static func a() {}"]),
            Repository([
                "Sources/A/A.swift": "// Not a comment for readers.\npublic var a: Int { 1 }"
            ]),
        ],
        kept: [
            Repository(["Sources/A/A.swift": "/// A.\n@frozen\npublic struct A {}"]),
            Repository([
                "Sources/A/A.swift": """
                /// The coils, and the contacts.
                public var coils = 0
                public var contacts = 0
                public init() {}
                public static func < (left: A, right: A) -> Bool { false }
                """
            ]),
            Repository([
                "Sources/A/P.swift":
                    "/// P.\npublic protocol P {\n    /// Does.\n    func does()\n}",
                "Sources/B/B.swift": "public func does() {}",
            ]),
            Repository(["Sources/A/A.swift": "struct A { let b = 1 }\npublic extension A {}"]),
        ]
    ) { repository in
        let sources = repository.files.filter { $0.isSwift && $0.sourceTarget != nil }
        let inherited = Set(sources.flatMap(requirements))
        return sources.flatMap { file in undocumented(in: file, inherited: inherited) }
    }

    private static func undocumented(
        in file: SourceFile, inherited: Set<String>
    ) -> [Violation] {
        declaration.matches(in: file.code).compactMap { match in
            let (kind, name) = (match.groups[1], match.groups[2])
            if exempt.contains(name) || inherited.contains(name) { return nil }
            // The pattern may start on the line break before the declaration.
            let index = match.line - 1 + match.groups[0].prefix { $0 == "\n" }.count
            let isStored = !file.codeLines[index].contains("{")
            if kind == "let" || (kind == "var" && isStored) { return nil }
            if isDocumented(index, kind: kind, in: file) { return nil }
            return Violation(
                path: file.path, line: index + 1, message: "\(kind) \(name) has no comment.")
        }
    }

    private static func isDocumented(_ index: Int, kind: String, in file: SourceFile) -> Bool {
        var above = index - 1
        while above >= 0 {
            let line = file.lines[above].drop { $0 == " " }
            if line.hasPrefix("///") { return true }
            if line.hasPrefix("@"), !line.contains("public") {
                above -= 1
                continue
            }
            let sharesComment = kind == "var" || kind == "let" || kind == "func"
            let isOneLine = oneLine.isFound(in: String(file.codeLines[above]))
            if sharesComment, isOneLine {
                above -= 1
                continue
            }
            return false
        }
        return false
    }

    private static func requirements(_ file: SourceFile) -> [String] {
        var names: [String] = []
        var depth = 0
        var isProtocol = false
        for line in file.codeLines {
            if depth == 0 { isProtocol = protocolStart.isFound(in: String(line)) }
            if depth == 1, isProtocol {
                names += requirement.matches(in: String(line)).map { $0.groups[1] }
            }
            for byte in line.utf8 {
                if byte == UInt8(ascii: "{") { depth += 1 }
                if byte == UInt8(ascii: "}") { depth -= 1 }
            }
        }
        return names
    }

    private static let modifiers =
        "(?:static|final|override|mutating|nonmutating|indirect|class|lazy|nonisolated"
        + "|private\\(set\\)|internal\\(set\\)|package\\(set\\)|fileprivate\\(set\\))"
    private static let declaration = Pattern(
        "^[ \\t]*(?:@\\w+(?:\\([^)]*\\))?[ \\t]+)*(?:public|open)[ \\t]+(?:\(modifiers)[ \\t]+)*"
            + "(struct|class|enum|protocol|actor|func|var|let|typealias|subscript)\\b[ \\t]*(\\w*)")
    private static let protocolStart = Pattern("\\bprotocol\\s+\\w+")
    private static let requirement = Pattern("\\b(?:func|var|associatedtype)\\s+(\\w+)")
    private static let oneLine = Pattern(
        "^[ \\t]*(?:@\\w+[ \\t]+)*(?:public)\\b.*\\b(var|let|func)\\b")

    /// Operators have no word for a name; the rest is explained by the standard library.
    private static let exempt: Set<String> = [
        "", "rawValue", "description", "debugDescription", "hash", "encode", "errorDescription",
    ]
}
