/// How wide text is, on a terminal and in a drawing, and where it breaks into lines.
enum TextWidth {
    /// Columns on a terminal: two for an East Asian wide character or an emoji, none for a mark
    /// that combines with the one before, one for everything else.
    static func columns(_ text: String) -> Int {
        text.reduce(0) { $0 + columns($1) }
    }

    /// Pixels in a sans-serif font of a size, by class of letter; rather too wide than too narrow,
    /// for the reader's font is not known.
    static func pixels(_ text: String, size: Double) -> Double {
        text.reduce(0) { $0 + ems($1) } * size
    }

    /// Text cut, with an ellipsis, to what fits into so many pixels.
    static func shortened(_ text: String, toPixels width: Double, size: Double) -> String {
        if pixels(text, size: size) <= width { return text }
        var shown = text
        while !shown.isEmpty, pixels(shown + "…", size: size) > width { shown.removeLast() }
        return shown + "…"
    }

    /// Text broken at spaces into lines that fit; a word too long for a line is broken anywhere.
    /// At least one line, which may be empty.
    static func lines(of text: String, fitting fits: (String) -> Bool) -> [String] {
        var lines: [String] = []
        for paragraph in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
            var line = ""
            for word in paragraph.split(separator: " ") {
                let joined = line.isEmpty ? String(word) : line + " " + word
                if fits(joined) {
                    line = joined
                    continue
                }
                if !line.isEmpty { lines.append(line) }
                line = ""
                for character in word {
                    if !line.isEmpty, !fits(line + String(character)) {
                        lines.append(line)
                        line = ""
                    }
                    line.append(character)
                }
            }
            lines.append(line)
        }
        return lines
    }

    private static func columns(_ character: Character) -> Int {
        guard let first = character.unicodeScalars.first else { return 0 }
        switch first.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format, .control: return 0
        default: break
        }
        if character.unicodeScalars.contains("\u{FE0F}") { return 2 }
        return wide.contains { $0.contains(first.value) } ? 2 : 1
    }

    private static func ems(_ character: Character) -> Double {
        if columns(character) != 1 { return 1.1 * Double(columns(character)) / 2 }
        if narrow.contains(character) { return 0.36 }
        if broad.contains(character) { return 0.95 }
        return character.isUppercase ? 0.72 : 0.6
    }

    private static let narrow = " .,:;'|!()[]{}ijlIftr·⁻¹/"
    private static let broad = "mwMW@%—→"

    /// Blocks that Unicode's table of East Asian widths calls wide.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
        0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF,
        0x1F900...0x1F9FF, 0x20000...0x3FFFD,
    ]
}
