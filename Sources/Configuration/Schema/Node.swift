import TOMLKit

/// A TOML value, copied out of the parser once so that nothing below depends on its lifetimes.
indirect enum Node: Equatable {
    /// Keys ascending.
    case table([Entry])
    case array([Node])
    case text(String)
    case integer(Int)
    case number(Double)
    case boolean(Bool)
    /// Dates and times, which no file here uses.
    case other(String)

    /// One key of a table.
    struct Entry: Equatable {
        let key: String
        let value: Node
    }

    init(_ table: TOMLTable) {
        self = .table(
            table.keys.sorted().compactMap { key in
                table[key].map { Entry(key: key, value: Node($0)) }
            })
    }

    private init(_ value: any TOMLValueConvertible) {
        switch value.type {
        case .table: self = value.table.map { Node($0) } ?? .table([])
        case .array: self = .array(value.array.map { $0.map { Node($0) } } ?? [])
        case .string: self = .text(value.string ?? "")
        case .int: self = .integer(value.int ?? 0)
        case .double: self = .number(value.double ?? 0)
        case .bool: self = .boolean(value.bool ?? false)
        case .date, .time, .dateTime: self = .other(value.type.description)
        }
    }

    /// The value in words and as written, for messages.
    var words: String {
        switch self {
        case .table: "a table"
        case .array(let elements): "an array of \(elements.count)"
        case .text(let text): "the text \"\(text)\""
        case .integer(let value): "the integer \(value)"
        case .number(let value): "the number \(numberText(value))"
        case .boolean(let value): "\(value)"
        case .other(let name): "a \(name)"
        }
    }

    /// The number, whether written with or without a point.
    var asNumber: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        case .table, .array, .text, .boolean, .other: nil
        }
    }
}

/// A number in the fewest digits that give it back, whole numbers without a point.
func numberText(_ value: Double) -> String {
    if value == value.rounded(), value.magnitude < 1e15 { return "\(Int(value))" }
    return "\(value)"
}

/// A number for people: at most six significant digits.
func shortText(_ value: Double) -> String {
    guard value.isFinite, value != 0 else { return numberText(value) }
    var scale = 1.0
    var magnitude = value.magnitude
    while magnitude >= 1e6 {
        magnitude /= 10
        scale /= 10
    }
    while magnitude < 1e5 {
        magnitude *= 10
        scale *= 10
    }
    return numberText((value * scale).rounded() / scale)
}
