extension Markup {
    /// Which part of a text stands at its place.
    enum Anchor: String {
        case start
        case middle
        case end
    }

    /// Text in a drawing; nothing for no text.
    mutating func text(
        _ words: String, x: Double, y: Double, anchor: Anchor, style: String = "",
        turned: Bool = false
    ) {
        if words.isEmpty { return }
        let (x, y) = (Number.coordinate(x), Number.coordinate(y))
        let anchor = anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\""
        let style = style.isEmpty ? "" : " class=\"\(style)\""
        let turn = turned ? " transform=\"rotate(-90 \(x) \(y))\"" : ""
        appendVerbatim("<text x=\"\(x)\" y=\"\(y)\"\(anchor)\(style)\(turn)>")
        append(words)
        appendVerbatim("</text>")
    }
}
