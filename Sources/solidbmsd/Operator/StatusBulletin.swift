import OperatorChannel
import Synchronization

/// Lines of a status that the main thread puts up now and then, for the server's thread to read.
final class StatusBulletin: Sendable {
    private let posted = Mutex<[OperatorReply.Field]>([])

    /// What was put up last.
    var fields: [OperatorReply.Field] { posted.withLock { $0 } }

    /// Replaces what was put up.
    func put(_ fields: [OperatorReply.Field]) { posted.withLock { $0 = fields } }
}
