import Control
import Protection

/// The one line that the service manager shows: state and what is raised. Made anew only on change.
struct StatusLine {
    private(set) var text = "starting"
    /// The ordered shutdown is under way.
    var isStopping = false
    private var state: ContactorState?
    private var flagCount = 0

    /// Takes a step.
    ///
    /// - Returns: Whether the line changed.
    mutating func update(_ report: StepReport) -> Bool {
        let count = report.activeFlagCount
        guard report.state != state || count != flagCount || report.eventCount > 0 else {
            return false
        }
        state = report.state
        flagCount = count
        let before = text
        text = (isStopping ? "stopping: " : "") + report.state.words
        if let worst = report.worstFlag {
            text += count == 1 ? "; " : "; \(count) flags, the worst: "
            text += "\(worst.diagnostic.words) (\(worst.grade.words)) at \(worst.place.words)"
        }
        return text != before
    }
}
