/// What all files of one load share: how a file is read and a folder listed, and the problems found
/// so far, gathered so that all can be listed at once.
final class LoadContext {
    typealias Read = (String) throws(FileText.Failure) -> String
    typealias List = (String) throws(FileText.Failure) -> [String]

    let read: Read
    /// The names of the files in a folder, ascending.
    let list: List
    private(set) var all: [ConfigurationProblem] = []

    init(read: @escaping Read = FileText.read, list: @escaping List = FileText.list) {
        self.read = read
        self.list = list
    }

    var isEmpty: Bool { all.isEmpty }

    func add(_ problem: ConfigurationProblem) {
        if !all.contains(problem) { all.append(problem) }
    }

    /// What `load` makes of a file; otherwise everything that is wrong with it is thrown.
    func load<Value>(
        _ file: String, _ load: (Document) -> Value?
    ) throws(ConfigurationError) -> Value {
        let value = Document(file: file, problems: self).flatMap(load)
        try throwIfAny()
        guard let value else {
            preconditionFailure("A file that does not load has a problem that says why.")
        }
        return value
    }

    /// Throws everything gathered, if anything was.
    func throwIfAny() throws(ConfigurationError) {
        if !all.isEmpty { throw ConfigurationError(problems: inOrder) }
    }

    /// Files in the order they were first complained about, lines ascending within each.
    private var inOrder: [ConfigurationProblem] {
        var files: [String] = []
        for problem in all where !files.contains(problem.file) { files.append(problem.file) }
        return files.flatMap { file in
            all.filter { $0.file == file }.enumerated().sorted { left, right in
                (left.element.position.line ?? 0, left.offset)
                    < (right.element.position.line ?? 0, right.offset)
            }.map(\.element)
        }
    }
}
