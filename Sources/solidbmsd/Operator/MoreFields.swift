import Control
import LinuxHAL
import OperatorChannel
import Quantities
import Recording

extension RecorderStatus {
    /// How recording goes, as lines of a status.
    var fields: [OperatorReply.Field] {
        var fields: [OperatorReply.Field] = [
            .init("log_snapshots", "\(writtenFrames)"), .init("log_events", "\(writtenEvents)"),
            .init("log_snapshots_dropped", "\(droppedFrames)"),
            .init("log_events_dropped", "\(droppedEvents)"),
        ]
        if let failure { fields.append(.init("log_failure", "\(failure)")) }
        return fields
    }
}

extension LoopTimings {
    /// How punctual the loop is, as lines of a status.
    var fields: [OperatorReply.Field] {
        let kinds = [
            ("wake_up", jitter), ("step", stepTime), ("sample_to_decision", sampleToDecision),
        ]
        var fields: [OperatorReply.Field] = []
        for (name, histogram) in kinds {
            for (suffix, time) in [
                ("p50", histogram.percentile(0.5)), ("p999", histogram.percentile(0.999)),
                ("maximum", histogram.maximum),
            ] {
                fields.append(
                    .init("loop.\(name)_\(suffix)_ms", fixedDecimals(time.inSeconds * 1e3, 3)))
            }
        }
        fields.append(.init("loop.deadlines_missed_count", "\(missedCount)"))
        return fields
    }
}
