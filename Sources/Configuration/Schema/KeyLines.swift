/// The line of every key of a TOML text, found by reading the text once more.
///
/// The parser keeps lines only for syntax errors. This scan follows tables, arrays of tables,
/// arrays and inline tables far enough to know where each key path begins. It expects a text that
/// the parser took. Elements of arrays count from 1: `mission[3].until[1].state`.
struct KeyLines {
    private var lines: [String: Int] = [:]
    private var arrayCounts: [String: Int] = [:]

    init(_ text: String) {
        var scanner = Scanner(bytes: Array(text.utf8))
        var table = ""
        while scanner.skipToContent() {
            if scanner.isAt("[") {
                table = readHeader(&scanner)
            } else {
                readPair(&scanner, in: table)
            }
        }
    }

    /// The line of a key path, from 1; of the innermost enclosing key that has one otherwise.
    func line(of keyPath: String) -> Int? {
        var path = Substring(keyPath)
        while !path.isEmpty {
            if let line = lines[String(path)] { return line }
            guard let cut = path.lastIndex(where: { $0 == "." || $0 == "[" }) else { return nil }
            path = path[..<cut]
        }
        return nil
    }

    static func join(_ path: String, _ key: String) -> String {
        path.isEmpty ? key : key.isEmpty ? path : path + "." + key
    }

    private mutating func note(_ path: String, _ line: Int) {
        if lines[path] == nil { lines[path] = line }
    }

    /// Reads `[a.b]` or `[[a.b]]` and returns the path that keys below it begin with.
    private mutating func readHeader(_ scanner: inout Scanner) -> String {
        let line = scanner.line
        scanner.advance()
        let isArray = scanner.isAt("[")
        if isArray { scanner.advance() }
        let keys = scanner.readKeys()
        scanner.skipLine()
        var path = ""
        for (position, key) in keys.enumerated() {
            path = Self.join(path, key)
            let isLast = position == keys.count - 1
            if isLast && isArray {
                note(path, line)
                arrayCounts[path, default: 0] += 1
            }
            if let count = arrayCounts[path] { path += "[\(count)]" }
            note(path, line)
        }
        return path
    }

    private mutating func readPair(_ scanner: inout Scanner, in table: String) {
        let line = scanner.line
        var path = table
        for key in scanner.readKeys() {
            path = Self.join(path, key)
            note(path, line)
        }
        scanner.skipSpace()
        scanner.advance()
        readValue(&scanner, at: path)
    }

    private mutating func readValue(_ scanner: inout Scanner, at path: String) {
        scanner.skipSpace()
        if scanner.isAt("[") {
            scanner.advance()
            var index = 1
            while scanner.skipToContent(andCommas: true), !scanner.isAt("]") {
                let element = path + "[\(index)]"
                note(element, scanner.line)
                readValue(&scanner, at: element)
                index += 1
            }
            scanner.advance()
        } else if scanner.isAt("{") {
            scanner.advance()
            while scanner.skipToContent(andCommas: true), !scanner.isAt("}") {
                readPair(&scanner, in: path)
            }
            scanner.advance()
        } else if scanner.isAtQuote {
            scanner.skipString()
        } else {
            scanner.skipScalar()
        }
    }
}
