import Control
import OperatorChannel
import Protection
import Quantities

/// What came of a command that a step has taken.
enum CommandOutcome: Equatable {
    case done
    /// The pack does not permit it, or ended elsewhere; why.
    case refused(String)
    /// It could not be carried out; why.
    case failed(String)

    /// The first line of the reply.
    var reply: OperatorReply.Outcome {
        switch self {
        case .done: .accepted
        case .refused(let reason): .refused(reason)
        case .failed(let reason): .failed(reason)
        }
    }

    /// For the log.
    func words(after time: Duration) -> String {
        switch self {
        case .done: "done after \(spanText(time))"
        case .refused(let reason): "refused: \(reason)"
        case .failed(let reason): "failed: \(reason)"
        }
    }

    /// The outcome as a snapshot of a later step shows it; `nil` while it is under way.
    ///
    /// - Parameter waits: Whether the outcome is wanted, and not only that it has begun.
    init?(of command: OperatorCommand, waits: Bool, in snapshot: Snapshot) {
        guard waits else {
            self = .done
            return
        }
        switch command {
        case .request(.close): self.init(closing: snapshot)
        case .request(.open): self.init(opening: snapshot)
        case .request, .contactorReplaced: self = .done
        case .tare(let stack): self.init(taring: stack, snapshot)
        }
    }

    private init?(closing snapshot: Snapshot) {
        switch snapshot.state {
        case .operating: self = .done
        case .precharging, .opening: return nil
        case .initialising, .standby, .fault, .service:
            let reason = worstFlag(snapshot).map { ": " + flagText($0) } ?? ""
            self = .refused("did not close, now in \(snapshot.state.words)\(reason)")
        }
    }

    private init?(opening snapshot: Snapshot) {
        switch snapshot.state {
        case .precharging, .operating, .opening: return nil
        case .initialising, .standby, .fault, .service:
            guard !snapshot.commanded.isEmpty || !snapshot.feedback.isEmpty else {
                self = .done
                return
            }
            let reason = worstFlag(snapshot).map { ": " + flagText($0) } ?? ""
            self = .refused("not proven open\(reason)")
        }
    }

    private init?(taring stack: Int?, _ snapshot: Snapshot) {
        var problems: [String] = []
        for index in snapshot.stacks.indices where stack == nil || stack == index {
            switch snapshot.stacks[index].tare.latest {
            case nil, .measuring: return nil
            case .stored: break
            case .refused(let reason): problems.append("stack \(index + 1): \(reason.words)")
            }
        }
        self = problems.isEmpty ? .done : .refused(problems.joined(separator: "; "))
    }
}
