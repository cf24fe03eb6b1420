import Configuration
import Reports

/// One figure of the results for other programs, in the unit it was published in.
public struct ResultRecord: Sendable, Codable {
    public var number: Int
    public var title: String
    public var paper: String
    /// The letter of the evidence, and whether it is secondary.
    public var evidence: String
    public var isSecondary: Bool
    /// "fitted" or "predicted".
    public var relation: String
    /// What was chosen, not published, and decides the verdict.
    public var criterion: String?
    public var quantity: String
    public var conditions: String
    public var unit: String
    public var published: Double
    /// "value", "at-least" or "at-most".
    public var comparison: String
    /// Nil where the simulation found none.
    public var simulated: Double?
    public var deviation: String
    public var tolerance: String
    /// "passed", "failed", "explained" or "not judged".
    public var verdict: String
    /// Why a miss is accepted or a figure not judged.
    public var reason: String?

    /// The records of all points, in order.
    public static func all(_ results: [TargetResult]) -> [ResultRecord] {
        results.flatMap { result in result.points.map { ResultRecord(result.target, $0) } }
    }

    private init(_ target: PublishedTarget, _ result: PointResult) {
        let words = PointWords(result: result)
        let point = result.point
        number = target.number
        title = target.title
        paper = target.paper
        evidence = target.evidence.rawValue
        isSecondary = target.evidence.isSecondary
        relation = target.relation.rawValue
        criterion = target.criterion
        quantity = point.quantity.rawValue
        conditions = ConditionWords(target).words(point)
        unit = point.published.unit
        published = point.published.written(point.published.value)
        comparison = point.comparison.rawValue
        simulated =
            result.simulated.isFinite ? point.published.written(result.simulated) : nil
        deviation = words.deviationText
        tolerance = words.toleranceText
        verdict = result.verdict.word
        reason = point.notJudged ?? point.acceptedMiss?.reason
    }
}
