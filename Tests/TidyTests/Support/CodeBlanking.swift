/// Replaces comments and the contents of strings and of backticked names by spaces, so that a
/// search finds code only. Line breaks stay, and so does code inside string interpolations.
struct CodeBlanking {
    private let source: [UInt8]
    private var output: [UInt8]
    private var position = 0

    static func blank(_ text: String) -> String {
        var scan = CodeBlanking(source: Array(text.utf8))
        scan.code(untilParenthesis: false)
        return String(decoding: scan.output, as: UTF8.self)
    }

    private init(source: [UInt8]) {
        self.source = source
        output = source
    }

    private func byte(_ offset: Int = 0) -> UInt8 {
        position + offset < source.count ? source[position + offset] : 0
    }

    private func starts(with bytes: StaticString) -> Bool {
        for index in 0..<bytes.utf8CodeUnitCount
        where byte(index) != bytes.utf8Start[index] { return false }
        return true
    }

    private mutating func blankByte() {
        if source[position] != Ascii.newline { output[position] = Ascii.space }
        position += 1
    }

    private mutating func blankBytes(_ count: Int) {
        for _ in 0..<count where position < source.count { blankByte() }
    }

    /// Scans code; inside an interpolation, up to and with the parenthesis that closes it.
    private mutating func code(untilParenthesis: Bool) {
        var depth = 0
        while position < source.count {
            if starts(with: "//") {
                while position < source.count, byte() != Ascii.newline { blankByte() }
            } else if starts(with: "/*") {
                blockComment()
            } else if byte() == Ascii.backtick {
                backticks()
            } else if byte() == Ascii.quote || (byte() == Ascii.hash && opensRawString) {
                string()
            } else {
                if byte() == Ascii.open { depth += 1 }
                if byte() == Ascii.close {
                    depth -= 1
                    if untilParenthesis, depth < 0 {
                        position += 1
                        return
                    }
                }
                position += 1
            }
        }
    }

    private mutating func blockComment() {
        var depth = 0
        repeat {
            if starts(with: "/*") {
                depth += 1
                blankBytes(2)
            } else if starts(with: "*/") {
                depth -= 1
                blankBytes(2)
            } else {
                blankByte()
            }
        } while depth > 0 && position < source.count
    }

    private mutating func backticks() {
        position += 1
        while position < source.count, byte() != Ascii.backtick, byte() != Ascii.newline {
            blankByte()
        }
        position += 1
    }

    private var opensRawString: Bool {
        var offset = 0
        while byte(offset) == Ascii.hash { offset += 1 }
        return byte(offset) == Ascii.quote
    }

    private mutating func string() {
        var hashes = 0
        while byte() == Ascii.hash {
            hashes += 1
            position += 1
        }
        let isMultiline = starts(with: "\"\"\"")
        let quotes = isMultiline ? 3 : 1
        position += quotes
        while position < source.count {
            if byte() == Ascii.newline, !isMultiline { return }
            if isEnd(quotes: quotes, hashes: hashes) {
                position += quotes + hashes
                return
            }
            if byte() == Ascii.backslash, followsHashes(hashes) {
                blankBytes(1 + hashes)
                if byte() == Ascii.open {
                    position += 1
                    code(untilParenthesis: true)
                } else {
                    blankBytes(1)
                }
            } else {
                blankByte()
            }
        }
    }

    private func followsHashes(_ count: Int) -> Bool {
        (0..<count).allSatisfy { byte(1 + $0) == Ascii.hash }
    }

    private func isEnd(quotes: Int, hashes: Int) -> Bool {
        (0..<quotes).allSatisfy { byte($0) == Ascii.quote }
            && (0..<hashes).allSatisfy { byte(quotes + $0) == Ascii.hash }
    }

    private enum Ascii {
        static let newline = UInt8(ascii: "\n")
        static let space = UInt8(ascii: " ")
        static let quote = UInt8(ascii: "\"")
        static let backtick = UInt8(ascii: "`")
        static let backslash = UInt8(ascii: "\\")
        static let hash = UInt8(ascii: "#")
        static let open = UInt8(ascii: "(")
        static let close = UInt8(ascii: ")")
    }
}
