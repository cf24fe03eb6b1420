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
    mutating func update(_ snapshot: borrowing Snapshot) -> Bool {
        let count = snapshot.activeFlags.count
        guard snapshot.state != state || count != flagCount || !snapshot.events.isEmpty else {
            return false
        }
        state = snapshot.state
        flagCount = count
        let before = text
        text = (isStopping ? "stopping: " : "") + snapshot.state.words
        if let worst = Self.worst(snapshot) {
            text += count == 1 ? "; " : "; \(count) flags, the worst: "
            text += "\(worst.diagnostic.words) (\(worst.grade.words)) at \(worst.place.words)"
        }
        return text != before
    }

    /// The first of the gravest.
    private static func worst(_ snapshot: borrowing Snapshot) -> FlagEvent? {
        var worst: FlagEvent?
        for index in snapshot.activeFlags.indices {
            let flag = snapshot.activeFlags[index]
            if let grade = worst?.grade, grade >= flag.grade { continue }
            worst = flag
        }
        return worst
    }
}
