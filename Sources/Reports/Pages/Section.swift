extension Report {
    /// A part of a report under its own heading.
    public struct Section: Sendable {
        /// What a section is made of.
        public enum Block: Sendable {
            case paragraph(String)
            case table(Table)
            case figure(Figure)
            /// Names and values, one pair to a line.
            case facts([(name: String, value: String)])
        }

        public var heading: String
        public var blocks: [Block]

        public init(_ heading: String, _ blocks: [Block] = []) {
            self.heading = heading
            self.blocks = blocks
        }
    }
}
