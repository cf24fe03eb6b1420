/// Text in lines of a terminal.
public enum Wrapping {
    /// The words of a text in lines, the first behind `head` and the others behind an indent.
    ///
    /// - Parameters:
    ///   - columns: Width of a line with what stands before it; the text itself gets 24 at least.
    ///   - head: What the first line begins with.
    ///   - indent: Spaces before the other lines; as wide as `head` unless told.
    public static func lines(
        _ text: String, columns: Int, head: String = "", indent: Int? = nil
    ) -> [String] {
        let spaces = String(repeating: " ", count: indent ?? TextWidth.columns(head))
        let room = max(24, columns - max(TextWidth.columns(head), spaces.count))
        let lines = TextWidth.lines(of: text) { TextWidth.columns($0) <= room }
        return lines.enumerated().map { ($0.offset == 0 ? head : spaces) + $0.element }
    }
}
