/// Walks over the bytes of a TOML text, counting lines.
struct Scanner {
    let bytes: [UInt8]
    private var position = 0
    /// From 1.
    private(set) var line = 1

    init(bytes: [UInt8]) { self.bytes = bytes }

    private func byte(_ offset: Int = 0) -> UInt8? {
        position + offset < bytes.count ? bytes[position + offset] : nil
    }

    func isAt(_ character: Unicode.Scalar) -> Bool {
        byte() == UInt8(ascii: character)
    }

    var isAtQuote: Bool { isAt("\"") || isAt("'") }

    mutating func advance() {
        if byte() == UInt8(ascii: "\n") { line += 1 }
        if position < bytes.count { position += 1 }
    }

    /// Moves past spaces, line ends and comments; false at the end of the text.
    mutating func skipToContent(andCommas: Bool = false) -> Bool {
        while let next = byte() {
            switch next {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"):
                advance()
            case UInt8(ascii: ",") where andCommas:
                advance()
            case UInt8(ascii: "#"):
                skipLine()
            default:
                return true
            }
        }
        return false
    }

    mutating func skipSpace() {
        while isAt(" ") || isAt("\t") { advance() }
    }

    mutating func skipLine() {
        while let next = byte(), next != UInt8(ascii: "\n") { advance() }
    }

    /// Reads `a."b c".d`.
    mutating func readKeys() -> [String] {
        var keys: [String] = []
        while true {
            skipSpace()
            if isAtQuote {
                let start = position + 1
                skipString()
                let end = max(start, position - 1)
                keys.append(String(decoding: bytes[start..<end], as: UTF8.self))
            } else {
                let start = position
                while let next = byte(), !" \t.=]}\r\n".utf8.contains(next) { advance() }
                keys.append(String(decoding: bytes[start..<position], as: UTF8.self))
            }
            skipSpace()
            guard isAt(".") else { return keys }
            advance()
        }
    }

    /// Moves past a string of any of the four kinds.
    mutating func skipString() {
        guard let quote = byte() else { return }
        let isLong = byte(1) == quote && byte(2) == quote
        let isEmpty = byte(1) == quote && !isLong
        advance()
        if isEmpty {
            advance()
            return
        }
        if isLong {
            advance()
            advance()
        }
        while let next = byte() {
            if next == UInt8(ascii: "\\"), quote == UInt8(ascii: "\"") {
                advance()
                advance()
            } else if next == quote, !isLong || (byte(1) == quote && byte(2) == quote) {
                advance()
                if isLong {
                    advance()
                    advance()
                    // A long string may end in up to two quotes of its own.
                    while byte() == quote { advance() }
                }
                return
            } else {
                advance()
            }
        }
    }

    /// Moves past a number, a boolean or a date; past one byte at least.
    mutating func skipScalar() {
        advance()
        while let next = byte(), !",]}#\r\n".utf8.contains(next) { advance() }
    }
}
