/// Elements, attributes and text, nested as they open and close. Text and attribute values are
/// escaped on their way in, so whatever comes from data stays text.
struct Markup {
    private(set) var text = ""

    /// An element with what `content` writes into it.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:],
        content: (inout Markup) -> Void
    ) {
        open(name, attributes)
        text += ">"
        content(&self)
        text += "</" + name + ">"
    }

    /// An element without content.
    mutating func element(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        open(name, attributes)
        text += "/>"
    }

    /// An element that holds text alone.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String
    ) {
        element(name, attributes) { $0.append(text) }
    }

    /// Text, escaped. Characters that no XML document may hold become the replacement character.
    mutating func append(_ words: String) {
        for scalar in words.unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "'": text += "&#39;"
            case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}":
                text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
    }

    /// Markup that is written already: our own style sheets and drawings, never data.
    mutating func appendVerbatim(_ markup: String) { text += markup }

    private mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String>) {
        text += "<" + name
        for (key, value) in attributes {
            text += " " + key + "=\""
            append(value)
            text += "\""
        }
    }

    mutating func newline() { text += "\n" }
}
