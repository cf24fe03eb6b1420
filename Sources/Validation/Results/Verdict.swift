/// How a simulated figure stands to a published one. From best to worst.
public enum Verdict: String, Sendable, CaseIterable {
    /// Shown for comparison and not judged, with a reason.
    case shown
    /// Within its tolerance.
    case inside
    /// Outside, for a physical reason that is written down and covers the size of the miss.
    case explained
    /// Outside.
    case missed

    /// The worst of some verdicts; what is only shown does not count.
    static func worst(_ verdicts: [Verdict]) -> Verdict {
        if verdicts.contains(.missed) { return .missed }
        if verdicts.contains(.explained) { return .explained }
        return verdicts.contains(.inside) ? .inside : .shown
    }
}
