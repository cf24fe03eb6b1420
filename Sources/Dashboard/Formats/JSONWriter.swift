/// Writes JSON text member by member, in the order of the calls.
struct JSONWriter {
    private(set) var text = ""
    private var needsComma = false

    /// The text of one object that `body` fills.
    static func object(_ body: (inout JSONWriter) -> Void) -> String {
        var writer = JSONWriter()
        writer.text.reserveCapacity(16 * 1024)
        writer.element(body)
        return writer.text
    }

    /// A member that is an object.
    mutating func object(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        enclosed("{", "}", body)
    }

    /// A member that is a list, of the elements that `body` adds.
    mutating func list(_ name: String, _ body: (inout JSONWriter) -> Void) {
        key(name)
        enclosed("[", "]", body)
    }

    /// An object as an element of a list.
    mutating func element(_ body: (inout JSONWriter) -> Void) {
        separate()
        enclosed("{", "}", body)
    }

    /// A number; none, and what is infinite or no number, becomes null.
    mutating func put(_ name: String, _ value: Double?) {
        guard let value, value.isFinite else { return putNull(name) }
        key(name)
        text += NumberText.shortest(value)
    }

    mutating func put(_ name: String, _ value: Int) {
        key(name)
        text += String(value)
    }

    mutating func put(_ name: String, _ value: UInt64?) {
        guard let value else { return putNull(name) }
        key(name)
        text += String(value)
    }

    mutating func put(_ name: String, _ value: Bool) {
        key(name)
        text += value ? "true" : "false"
    }

    mutating func put(_ name: String, _ value: String?) {
        guard let value else { return putNull(name) }
        key(name)
        quote(value)
    }

    mutating func putNull(_ name: String) {
        key(name)
        text += "null"
    }

    private mutating func enclosed(
        _ opening: String, _ closing: String, _ body: (inout JSONWriter) -> Void
    ) {
        text += opening
        needsComma = false
        body(&self)
        text += closing
        needsComma = true
    }

    private mutating func key(_ name: String) {
        separate()
        quote(name)
        text += ":"
    }

    private mutating func separate() {
        if needsComma { text += "," }
        needsComma = true
    }

    private mutating func quote(_ value: String) {
        text += "\""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
        text += "\""
    }
}
