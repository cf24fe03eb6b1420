/// Something wrong with a table of rules; the numbers are positions in the table, from 0.
public enum RuleProblem: Sendable, Equatable {
    /// A threshold is infinite or not a number.
    case thresholdNotFinite(Int)
    /// The release threshold lies beyond the set threshold.
    case releaseOutside(Int)
    /// The confirm time, the clear time or the delay before opening is negative.
    case negativeTime(Int)
    /// The rule applies in no direction, so it can never be raised.
    case noDirection(Int)
    /// A yes-or-no signal whose thresholds cannot tell 0 from 1, or that is compared downwards.
    case thresholdNotBetweenNoAndYes(Int)
    /// A rule of safety grade that does not open the contactors.
    case safetyDoesNotOpen(Int)
    /// The rule watches another signal, or another side of it, than its diagnostic is about.
    case wrongCondition(Int)
    /// Two rules of one diagnostic and grade apply in the same direction of current.
    case duplicate(Int, Int)
    /// The rule of the lower grade (first) is not strictly inside that of the higher (second).
    case gradesOutOfOrder(Int, Int)
    /// An upper limit (first) and a lower limit (second) of one grade leave no room between them.
    case emptyWindow(Int, Int)
}
