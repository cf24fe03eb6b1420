/// One statement of one review.
public struct CatalogueRow: Sendable, Equatable {
    /// The temperature of a statement.
    public enum Temperature: Sendable, Equatable {
        case room
        /// The review is silent, and room temperature is taken for granted.
        case roomAssumed
        case celsius(Double)

        /// As files have it: `room`, `room, assumed`, `50 degC`.
        public var text: String {
            switch self {
            case .room: "room"
            case .roomAssumed: "room, assumed"
            case .celsius(let value): "\(numberText(value)) degC"
            }
        }
    }

    /// What is used in place of a printed number that other sources contradict.
    public struct Instead: Sendable, Equatable {
        /// What the value is, where it is not the property of the row: "lower limit".
        public var quantity: String?
        public var value: CatalogueValue
        /// With its tag: [S] review, [O] OBELiX, [P] PyBaMM, [D] digest, [B] textbook,
        /// [C] computed, [A] assumed.
        public var source: String
        public var reason: String
    }

    /// The file the row is in.
    public var category: CatalogueCategory
    /// Slug of the entry the row belongs to.
    public var material: String
    /// What the review calls it.
    public var name: String
    public var formula: String?
    /// Snake case: `ionic_conductivity`.
    public var property: String
    /// What the review prints.
    public var value: CatalogueValue
    public var temperature: Temperature?
    public var condition: String?
    /// Key of the review: "S2".
    public var review: String
    /// Line of the review's text, from 1.
    public var line: Int
    /// The value as the review's text has it, to find it again; ` … ` stands for what is left out.
    public var printed: String
    public var plausibility: CataloguePlausibility
    public var note: String?
    public var instead: Instead?

    /// "S2:161".
    public var source: String { "\(review):\(line)" }

    /// The value to work with: the printed one, unless another is used instead of it.
    public var valueUsed: CatalogueValue {
        if let instead, instead.quantity == nil { instead.value } else { value }
    }

    /// "ionic conductivity".
    public var propertyWords: String { property.replacing("_", with: " ") }
}
