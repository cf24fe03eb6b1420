extension FileRule {
    /// Lines, files and functions that fit a page.
    static let shape = [lineLength, fileLength, functionLength, fileHeader]

    private static let lineLength = FileRule(
        name: "lines up to 100 columns",
        broken: [SourceFile("Sources/A/A.swift", String(repeating: "x", count: 101))],
        kept: [SourceFile("Sources/A/A.swift", String(repeating: "θ", count: 100))]
    ) { file in
        guard file.isSwift || file.name.hasSuffix(".h") || file.name.hasSuffix(".c") else {
            return []
        }
        return file.lines.enumerated().filter { $0.element.count > 100 }.map {
            Violation(
                path: file.path, line: $0.offset + 1, message: "\($0.element.count) columns.")
        }
    }

    private static let fileLength = FileRule(
        name: "files up to 400 lines",
        broken: [SourceFile("Sources/A/A.swift", String(repeating: "\n", count: 401))],
        kept: [SourceFile("Sources/A/A.swift", String(repeating: "\n", count: 400))]
    ) { file in
        let count = file.lines.count - (file.text.hasSuffix("\n") ? 1 : 0)
        guard file.isSwift, count > 400 else { return [] }
        return [Violation(path: file.path, line: 400, message: "\(count) lines.")]
    }

    private static let functionLength = FileRule(
        name: "functions up to 70 lines",
        broken: [
            SourceFile(
                "Sources/A/A.swift",
                "func long() {\n" + String(repeating: "    a()\n", count: 70) + "}")
        ],
        kept: [
            SourceFile(
                "Sources/A/A.swift",
                "func fits() {\n" + String(repeating: "    a()\n", count: 68) + "}\n"
                    + "protocol P {\n    func required()\n" + String(repeating: "\n", count: 80)
                    + "}")
        ]
    ) { file in
        guard file.isSwift, file.sourceTarget != nil else { return [] }
        return functionStart.matches(in: file.code).compactMap { match in
            guard let length = bodyLength(in: file.codeLines, from: match.line - 1), length > 70
            else { return nil }
            return Violation(
                path: file.path, line: match.line, message: "A function of \(length) lines.")
        }
    }

    private static let fileHeader = FileRule(
        name: "no file-name headers",
        broken: [SourceFile("Sources/A/A.swift", "//\n//  A.swift\n//  SolidBMS\n//")],
        kept: [SourceFile("Sources/A/A.swift", "// See also B.swift.\nlet a = 1")]
    ) { file in
        guard file.isSwift else { return [] }
        return file.lines.prefix(5).enumerated().filter {
            $0.element.drop { $0 == "/" || $0 == " " } == file.name
        }.map {
            Violation(
                path: file.path, line: $0.offset + 1, message: "The file system has the name.")
        }
    }

    private static let functionStart = Pattern("^[^\\n/]*\\b(func\\b|init[?<(])")

    /// Lines from a function's first to its closing brace; `nil` when it has no body.
    private static func bodyLength(in lines: [Substring], from first: Int) -> Int? {
        var depth = 0
        var parentheses = 0
        for index in first..<lines.count {
            for character in lines[index].utf8 {
                switch character {
                case UInt8(ascii: "("): parentheses += 1
                case UInt8(ascii: ")"): parentheses -= 1
                case UInt8(ascii: "{"): depth += 1
                case UInt8(ascii: "}"):
                    depth -= 1
                    if depth < 0 { return nil }
                    if depth == 0, parentheses == 0 { return index - first + 1 }
                default: break
                }
            }
            // A requirement of a protocol ends where the next declaration or a blank line starts.
            if depth == 0, parentheses == 0, index + 1 < lines.count {
                let next = lines[index + 1].drop { $0 == " " }
                let continues =
                    next.hasPrefix("{") || next.hasPrefix(")") || next.hasPrefix("where")
                    || next.hasPrefix("->") || next.hasPrefix("throws")
                if !continues { return nil }
            }
        }
        return nil
    }
}
