import TOMLKit

/// One TOML file while it is read: its values, its lines, and what has been taken from it.
final class Document {
    let file: String
    let root: Node
    let problems: LoadContext
    private(set) var provenance: [Provenance] = []
    private let lines: KeyLines

    /// A document from text. Nil after adding a problem when the text is not TOML.
    init?(file: String, text: String, problems: LoadContext) {
        self.file = file
        self.problems = problems
        do {
            root = Node(try TOMLTable(string: text))
        } catch let error as TOMLParseError {
            let begin = error.source.begin
            problems.add(
                ConfigurationProblem(
                    file: file, position: .parsed(line: begin.line, column: begin.column),
                    message: "not valid TOML: \(error.description)"))
            return nil
        } catch {
            problems.add(ConfigurationProblem(file: file, message: "not valid TOML: \(error)"))
            return nil
        }
        lines = KeyLines(text)
    }

    /// A document from a file. Nil after adding a problem when it cannot be read or is not TOML.
    ///
    /// - Parameter referrer: The document and key that named the file; nil for the command line.
    convenience init?(
        file: String, problems: LoadContext, referrer: (document: Document, keyPath: String)? = nil
    ) {
        do throws(FileText.Failure) {
            let text = try problems.read(file)
            self.init(file: file, text: text, problems: problems)
        } catch {
            Self.complain(file, error, problems, referrer)
            return nil
        }
    }

    /// Adds the problem of a file that cannot be read, at the place that named it.
    static func complain(
        _ file: String, _ failure: FileText.Failure, _ problems: LoadContext,
        _ referrer: (document: Document, keyPath: String)?
    ) {
        if let (document, keyPath) = referrer {
            document.add(
                keyPath, "the file it names cannot be read: \(failure.reason)", found: file)
        } else {
            problems.add(
                ConfigurationProblem(
                    file: file, message: "the file cannot be read: \(failure.reason)"))
        }
    }

    var reader: TableReader { TableReader(document: self, path: "", node: root, source: nil) }

    /// Adds a problem at a key path.
    func add(_ keyPath: String, _ message: String, found: String? = nil, allowed: String? = nil) {
        problems.add(
            ConfigurationProblem(
                file: file,
                position: lines.line(of: keyPath).map { .scanned(line: $0) } ?? .unknown,
                keyPath: keyPath, message: message, found: found, allowed: allowed))
    }

    func record(
        _ keyPath: String, _ text: String, unit: String = "", source: String = "",
        method: String? = nil, uncertainty: Double? = nil, note: String? = nil
    ) {
        // A value that two parts of the program read is printed once.
        guard !provenance.contains(where: { $0.keyPath == keyPath }) else { return }
        provenance.append(
            Provenance(
                file: file, keyPath: keyPath, text: text, unit: unit, source: source,
                method: method, uncertainty: uncertainty, note: note))
    }
}
