extension StringProtocol {
    /// Without spaces at both ends.
    var trimmed: String {
        var rest = Substring(self)
        while rest.first == " " { rest.removeFirst() }
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }

    /// Lines of at most `width` characters, broken at spaces; a longer word keeps its line.
    func wrapped(to width: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for word in split(separator: " ") {
            if !line.isEmpty, line.count + 1 + word.count > width {
                lines.append(line)
                line = ""
            }
            line += line.isEmpty ? String(word) : " " + word
        }
        return line.isEmpty ? lines : lines + [line]
    }

    /// Filled with spaces, or cut with an ellipsis, to `width`.
    func fitted(to width: Int) -> String {
        if count > width { return prefix(Swift.max(0, width - 1)) + "…" }
        return self + String(repeating: " ", count: width - count)
    }

    /// Filled with spaces on the left to `width`.
    func rightAligned(to width: Int) -> String {
        String(repeating: " ", count: Swift.max(0, width - count)) + self
    }

    /// Filled with spaces on the right to `width`; longer text stays whole.
    func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }

    /// A folder without the slash that may end it.
    var withoutSlash: String { count > 1 && last == "/" ? String(dropLast()) : String(self) }

    /// Without spaces at the end.
    var withoutTail: String {
        var rest = Substring(self)
        while rest.last == " " { rest.removeLast() }
        return String(rest)
    }
}
