extension Table {
    /// One column: its heading, and how its cells are set.
    public struct Column: Sendable, Equatable, ExpressibleByStringLiteral {
        /// Where the text of a cell stands. Numbers belong to the trailing edge.
        public enum Alignment: Sendable {
            case leading
            case trailing
            case centre
        }

        public var heading: String
        public var alignment: Alignment
        /// Whether the column gives way when a terminal is too narrow. When none does, the last
        /// column does.
        public var wraps: Bool

        public init(_ heading: String, _ alignment: Alignment = .leading, wraps: Bool = false) {
            self.heading = heading
            self.alignment = alignment
            self.wraps = wraps
        }

        public init(stringLiteral heading: String) { self.init(heading) }
    }
}
