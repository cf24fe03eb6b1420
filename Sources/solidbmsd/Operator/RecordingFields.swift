import OperatorChannel
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
