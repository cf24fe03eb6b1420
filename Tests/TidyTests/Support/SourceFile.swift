/// A text file of the repository, or of an example, by its path from the root.
struct SourceFile: Sendable {
    let path: String
    let text: String
    /// `text` with comments and the contents of strings blanked, line for line.
    let code: String
    let lines: [Substring]
    let codeLines: [Substring]

    init(_ path: String, _ text: String) {
        self.path = path
        self.text = text
        code = path.hasSuffix(".swift") ? CodeBlanking.blank(text) : text
        lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        codeLines = code.split(separator: "\n", omittingEmptySubsequences: false)
    }

    /// Folders and file name.
    var components: [Substring] { path.split(separator: "/") }

    /// The file's name, with its ending.
    var name: String { String(components.last ?? "") }

    /// The file's name up to the first dot or plus sign: the type an extension file belongs to.
    var principalName: String { String(name.prefix { $0 != "." && $0 != "+" }) }

    /// The name of the source target the file belongs to, or `nil`.
    var sourceTarget: String? {
        components.count > 2 && components[0] == "Sources" ? String(components[1]) : nil
    }

    /// The name of the test target the file belongs to, or `nil`.
    var testTarget: String? {
        components.count > 2 && components[0] == "Tests" ? String(components[1]) : nil
    }

    var isSwift: Bool { name.hasSuffix(".swift") }
}
