/// How often a state is kept.
public struct KeeperOptions: Sendable, Equatable {
    /// From one copy to the next while nothing urgent changes. Default 10 s: charge counted since
    /// is lost with the power, less than 0.3 % at 1 C.
    public var period = Duration.seconds(10)
    /// After a write that failed.
    public var retryPeriod = Duration.seconds(2)

    public init() {}
}
