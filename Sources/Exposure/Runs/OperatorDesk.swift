public import PackSimulation
public import Protection

/// Who carries the mission's button presses to the program under test, and brings back what it
/// says of itself. Never waits.
public protocol OperatorDesk: AnyObject {
    /// Whether the program has answered at least once.
    var isConnected: Bool { get }
    /// Presses buttons.
    func post(_ requests: OperatorRequests)
    /// What the program said last, once; `nil` when there is nothing new.
    func news() -> OperatorNews?
    /// Ends the connection.
    func stop()
}

/// What a program says of itself.
public struct OperatorNews: Sendable, Equatable {
    public var loop: WorldRun.LoopView
    /// Flags that are active.
    public var flags: [Diagnostic]

    public init(loop: WorldRun.LoopView, flags: [Diagnostic]) {
        self.loop = loop
        self.flags = flags
    }
}
