/// Work in lanes that share nothing: each lane may run beside the others, none beside itself.
public protocol LaneWork: AnyObject {
    /// How many lanes there are; never changes.
    var laneCount: Int { get }

    /// Does what one lane has to do now, 0 ..< ``laneCount``. Touches nothing of another lane.
    func runLane(_ index: Int)
}

/// Runs lanes: one after the other, or at the same time. What comes out must not depend on which.
public protocol LaneRunner: AnyObject {
    /// Runs every lane once and returns when all are done. What lanes wrote is then visible to the
    /// caller.
    func run(_ work: any LaneWork)
}

/// Runs lanes one after the other, in order: for simulated buses, whose time is not the caller's.
public final class SerialLaneRunner: LaneRunner {
    public init() {}

    public func run(_ work: any LaneWork) {
        for index in 0..<work.laneCount { work.runLane(index) }
    }
}
