/// What answers the requests of operators. Called from the server's thread only; nothing here may
/// block.
public protocol OperatorService: AnyObject {
    /// Takes a call of a peer that may command.
    func begin(_ call: OperatorCall, from peer: OperatorPeer) -> OperatorTask
}

/// A request that has been taken.
public enum OperatorTask {
    /// Answered at once.
    case done(OperatorReply)
    /// To be asked again until there is a reply.
    case pending(any PendingReply)
}

/// A reply that is not there yet.
public protocol PendingReply: AnyObject {
    /// The reply, as soon as there is one. Bounds its own wait.
    func poll() -> OperatorReply?
}
