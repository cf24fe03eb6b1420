import Control
import OperatorChannel
import Quantities

/// Lines of a reply in the making. Keys end in the unit; what is missing has a key that ends in
/// `_missing` in place of its value, and the reason.
struct FieldList {
    private(set) var all: [OperatorReply.Field] = []

    private static let nameLengthLimit = 64

    mutating func addText(_ key: String, _ value: String) {
        all.append(OperatorReply.Field(key, value))
    }

    /// A name from a file, which may be of any length where a reply may not.
    mutating func addName(_ key: String, _ name: String) {
        addText(key, String(name.prefix(Self.nameLengthLimit)))
    }

    mutating func add(_ key: String, _ value: Double, _ decimals: Int) {
        addText(key, fixedDecimals(value, decimals))
    }

    /// The value under `key` and unit, or why there is none.
    mutating func add<Value>(
        _ key: String, _ unit: String, _ reading: Reading<Value>, _ decimals: Int,
        _ number: (Value) -> Double
    ) {
        switch reading {
        case .valid(let value, _): add("\(key)_\(unit)", number(value), decimals)
        case .missing(let reason): addText("\(key)_missing", reason.words)
        }
    }

    mutating func add(_ fields: [OperatorReply.Field]) { all += fields }
}
