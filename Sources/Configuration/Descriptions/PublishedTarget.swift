/// One published result that the model is held against: several points of one paper.
public struct PublishedTarget: Sendable, Equatable {
    /// How far from the paper itself its figures were taken.
    public enum Evidence: String, Sendable, CaseIterable {
        /// The paper's own text.
        case paper = "L"
        /// A digest by somebody else, in part read from figures.
        case digest = "D"
        /// A textbook or memory; to be verified.
        case textbook = "B"
        /// Computed from constants.
        case computed = "C"
        /// A table of measurements.
        case table = "O"
        /// A review.
        case review = "S"

        /// Whether somebody stands between the figures and their authors.
        public var isSecondary: Bool {
            switch self {
            case .digest, .textbook, .review: true
            case .paper, .computed, .table: false
            }
        }
    }

    /// What agreement with the target is worth.
    public enum Relation: String, Sendable, CaseIterable {
        /// The law was fitted to the same figures: agreement shows that the fit and the program are
        /// right, not that the law holds elsewhere.
        case fitted
        /// The law knew nothing of the figures.
        case predicted
    }

    /// Its place in the list, from 1.
    public var number: Int
    public var title: String
    /// Authors, year, journal.
    public var paper: String
    public var evidence: Evidence
    public var relation: Relation
    /// What was fitted to what, or why it is a prediction.
    public var relationNote: String
    /// What was chosen, not published, and decides the verdict: when a contact counts as lost, say;
    /// nil where the published figures decide alone.
    public var criterion: String?
    /// The experiment in a few words.
    public var setUp: String
    /// The published figures, in the order of the file; at least one.
    public var points: [PublishedPoint]

    public init(
        number: Int, title: String, paper: String, evidence: Evidence, relation: Relation,
        relationNote: String, criterion: String? = nil, setUp: String, points: [PublishedPoint]
    ) {
        self.number = number
        self.title = title
        self.paper = paper
        self.evidence = evidence
        self.relation = relation
        self.relationNote = relationNote
        self.criterion = criterion
        self.setUp = setUp
        self.points = points
    }
}
