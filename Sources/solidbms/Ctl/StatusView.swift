import OperatorChannel

/// The fields of a status, by name.
struct StatusView {
    private let fields: [OperatorReply.Field]

    init(_ fields: [OperatorReply.Field]) { self.fields = fields }

    /// The first value under a key.
    subscript(key: String) -> String? { fields.first { $0.key == key }?.value }

    /// A value as a number; `nil` where there is none.
    func number(_ key: String) -> Double? { self[key].flatMap { Double($0) } }

    /// Fields of a group, without its name: "loop.jitter_ms" as "jitter_ms".
    func group(_ name: String) -> [OperatorReply.Field] {
        fields.filter { $0.key.hasPrefix(name + ".") }.map {
            OperatorReply.Field(String($0.key.dropFirst(name.count + 1)), $0.value)
        }
    }

    /// The stacks that have fields, in their order.
    var stacks: [Item] { items("stack") }

    /// The cells that have fields, in their order.
    var cells: [Item] { items("cell") }

    /// The active flags, the gravest first.
    var flags: [Item] { items("flag") }

    /// One of several things of a kind.
    struct Item {
        /// From 1.
        let number: Int
        let view: StatusView

        subscript(key: String) -> String? { view[key] }

        /// A value as a number; `nil` where there is none.
        func number(_ key: String) -> Double? { view.number(key) }
    }

    /// The things of a kind that have fields, in their order.
    func items(_ kind: String) -> [Item] {
        var numbers: [Int] = []
        for field in group(kind) {
            guard let word = field.key.split(separator: ".").first, let number = Int(word),
                !numbers.contains(number)
            else { continue }
            numbers.append(number)
        }
        return numbers.map { Item(number: $0, view: StatusView(group("\(kind).\($0)"))) }
    }
}
