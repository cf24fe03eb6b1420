import Quantities

/// Reads one table of a file against the schema, key by key.
///
/// Every method names a key that may be there; ``finish()`` complains about all others. A method
/// that cannot deliver adds a problem and returns a stand-in, for numbers not-a-number: comparisons
/// with it are false, so no cross-check speaks about a value that already has a problem. Nothing is
/// built from stand-ins: loading stops before, when there are problems.
final class TableReader {
    let document: Document
    /// Key path of the table; empty for the whole file.
    let path: String
    /// The source that values without their own take over from the nearest enclosing table.
    let source: String?
    /// False when the table itself is missing, which has been said once and is enough.
    private let isPresent: Bool
    private let entries: [Node.Entry]
    private var known: [String] = []
    private var children: [TableReader] = []

    init(document: Document, path: String, node: Node, source: String?) {
        self.document = document
        self.path = path
        if case .table(let entries) = node {
            self.entries = entries
            isPresent = true
        } else {
            entries = []
            isPresent = false
        }
        if case .text(let own)? = entries.first(where: { $0.key == "source" })?.value {
            self.source = own
        } else {
            self.source = source
        }
        known = ["source"]
    }

    func keyPath(_ key: String) -> String { KeyLines.join(path, key) }

    /// The keys present, ascending, but for `source`.
    var keys: [String] { entries.map(\.key).filter { $0 != "source" } }

    func has(_ key: String) -> Bool { entries.contains { $0.key == key } }

    /// The node of a key, which is known from now on.
    func node(_ key: String) -> Node? {
        if !known.contains(key) { known.append(key) }
        return entries.first { $0.key == key }?.value
    }

    /// The node of a key that must be there.
    func required(_ key: String, _ expected: String) -> Node? {
        if let node = node(key) { return node }
        if isPresent { add(key, "missing key", allowed: expected) }
        return nil
    }

    func add(_ key: String, _ message: String, found: String? = nil, allowed: String? = nil) {
        document.add(keyPath(key), message, found: found, allowed: allowed)
    }

    func addWrongType(_ key: String, _ node: Node, _ expected: String) {
        add(key, "wrong type", found: node.words, allowed: expected)
    }

    /// Complains about every key nobody asked for, here and in all tables read from here.
    func finish() {
        if let entry = entries.first(where: { $0.key == "source" }) {
            if case .text = entry.value {} else { addWrongType("source", entry.value, "a text") }
        }
        for entry in entries where !known.contains(entry.key) {
            let guess = Spelling.suggestion(for: entry.key, among: known)
            add(
                entry.key,
                "unknown key" + (guess.map { "; did you mean \"\($0)\"?" } ?? ""))
        }
        for child in children { child.finish() }
    }

    // MARK: - Tables

    func table(_ key: String) -> TableReader {
        child(key, required(key, "a table"))
    }

    func optionalTable(_ key: String) -> TableReader? {
        node(key).map { child(key, $0) }
    }

    /// The reader of one key; asking twice gives the same one, so what is known adds up.
    private func child(_ key: String, _ node: Node?) -> TableReader {
        if let open = children.first(where: { $0.path == keyPath(key) }) { return open }
        if let node, case .table = node {} else if let node { addWrongType(key, node, "a table") }
        return adopt(
            TableReader(
                document: document, path: keyPath(key), node: node ?? .boolean(false),
                source: source))
    }

    private func adopt(_ reader: TableReader) -> TableReader {
        children.append(reader)
        return reader
    }

    /// An array of tables; none when the key is absent.
    func tables(_ key: String) -> [TableReader] {
        guard let node = node(key) else { return [] }
        guard case .array(let elements) = node else {
            addWrongType(key, node, "an array of tables")
            return []
        }
        var readers: [TableReader] = []
        for (index, element) in elements.enumerated() {
            let key = "\(key)[\(index + 1)]"
            guard case .table = element else {
                addWrongType(key, element, "a table")
                continue
            }
            readers.append(
                adopt(
                    TableReader(
                        document: document, path: keyPath(key), node: element, source: source)))
        }
        return readers
    }

    // MARK: - Plain values

    func text(_ key: String) -> String {
        guard let node = required(key, "a text") else { return "" }
        guard case .text(let text) = node, !text.isEmpty else {
            addWrongType(key, node, "a text")
            return ""
        }
        document.record(keyPath(key), text)
        return text
    }

    func optionalText(_ key: String) -> String? {
        node(key) == nil ? nil : text(key)
    }

    /// A list of texts; empty after a problem.
    func texts(_ key: String) -> [String] {
        let expected = "an array of texts"
        guard let node = required(key, expected) else { return [] }
        guard case .array(let elements) = node else {
            addWrongType(key, node, expected)
            return []
        }
        var texts: [String] = []
        for element in elements {
            guard case .text(let text) = element, !text.isEmpty else {
                addWrongType(key, element, expected)
                return []
            }
            texts.append(text)
        }
        document.record(keyPath(key), "[" + texts.joined(separator: ", ") + "]")
        return texts
    }

    func integer(_ key: String, in allowed: ClosedRange<Int>) -> Int? {
        let expected = "an integer, \(allowed.lowerBound) to \(allowed.upperBound)"
        guard let node = required(key, expected) else { return nil }
        guard case .integer(let value) = node else {
            addWrongType(key, node, expected)
            return nil
        }
        guard allowed.contains(value) else {
            add(
                key, "out of range", found: "\(value)",
                allowed: "\(allowed.lowerBound) to \(allowed.upperBound)")
            return nil
        }
        document.record(keyPath(key), "\(value)")
        return value
    }

    func boolean(_ key: String) -> Bool {
        guard let node = required(key, "true or false") else { return false }
        guard case .boolean(let value) = node else {
            addWrongType(key, node, "true or false")
            return false
        }
        document.record(keyPath(key), "\(value)")
        return value
    }

    func boolean(_ key: String, default standard: Bool) -> Bool {
        guard node(key) == nil else { return boolean(key) }
        document.record(keyPath(key), "\(standard)", source: "default")
        return standard
    }

    func optionalBoolean(_ key: String) -> Bool? {
        node(key) == nil ? nil : boolean(key)
    }

    /// One of a few words.
    func choice<Value>(_ key: String, _ words: [(word: String, value: Value)]) -> Value? {
        let expected = words.map { "\"\($0.word)\"" }.joined(separator: ", ")
        guard let node = required(key, expected) else { return nil }
        guard case .text(let text) = node else {
            addWrongType(key, node, expected)
            return nil
        }
        guard let match = words.first(where: { $0.word == text }) else {
            let guess = Spelling.suggestion(for: text, among: words.map(\.word))
            add(
                key, "unknown word" + (guess.map { "; did you mean \"\($0)\"?" } ?? ""),
                found: "\"\(text)\"", allowed: expected)
            return nil
        }
        document.record(keyPath(key), text)
        return match.value
    }

    func choice<Value>(_ key: String, of type: Value.Type = Value.self) -> Value?
    where Value: RawRepresentable<String> & CaseIterable {
        choice(key, Value.allCases.map { ($0.rawValue, $0) })
    }
}
