import Control
import Logging
import Persistence
import Protection

extension Resumption {
    /// What a start took over, as log lines.
    var lines: [(level: Logger.Level, text: String)] {
        var lines: [(level: Logger.Level, text: String)] = []
        for damage in finding.damages { lines.append((.error, damage.words)) }
        if let failure = finding.repairFailure {
            lines.append((.error, "not repaired: \(failure)"))
        } else if let newest = finding.slot, let damage = finding.damages.first {
            lines.append((.notice, "\(damage.path) made anew from \(newest.fileName)"))
        }
        if finding.isLost {
            lines.append((.critical, "both copies are lost: charge and flags are unknown"))
        } else if finding.isFirstStart {
            lines.append((.notice, "nothing was kept before: charge and flags are unknown"))
        }
        guard let stored = finding.stored, let rest, let report else { return lines }
        let end = stored.state.isOrderly ? "the run ended in order" : "the run was cut off"
        lines.append((.notice, "taken over from copy \(stored.sequence); \(end)"))
        let level: Logger.Level = rest.duration == nil ? .warning : .notice
        let widened =
            rest.duration == nil ? "; the charge is as unsure as after the longest rest" : ""
        lines.append((level, "time since: \(rest.words)\(widened)"))
        for flag in report.restoredFlags { lines.append((.warning, "active again: \(flag.words)")) }
        for flag in report.unknownFlags {
            lines.append((.error, "gone, there is no such limit any more: \(flag.words)"))
        }
        for cell in report.unusableCells {
            lines.append((.error, "estimate of cell \(cell + 1) is none: begins unknown"))
        }
        for stack in report.refusedTares {
            lines.append((.error, "tare of stack \(stack + 1) is not believed: the file's counts"))
        }
        if hasNewConfiguration {
            lines.append((.warning, "the configuration is not that of the last run"))
        }
        return lines
    }
}

extension StoredFlag {
    /// "stack overpressure (safety) at stack 2".
    var words: String { "\(diagnostic.words) (\(grade.words)) at \(place.words)" }
}
