import CLinuxHAL
import Glibc
public import HAL

/// Runs lanes at the same time: the first on the calling thread, each other one on a thread of its
/// own that sleeps between steps and is woken without allocating.
///
/// The threads start with the first step, so they inherit the scheduling class and priority of the
/// thread that makes the steps, whatever it was before. All signals are blocked in them.
///
/// A lane whose bus does not let a call return keeps the step from ending, as it would without
/// threads: see `LinuxI2CBus` for what happens then.
public final class ThreadedLaneRunner: LaneRunner {
    private var workers: [OpaquePointer] = []
    /// What the workers call; set while they sleep.
    private let current = CurrentWork()

    public init() {}

    deinit { for worker in workers { hal_worker_end(worker) } }

    /// Runs every lane once and returns when all are done.
    ///
    /// A thread that cannot be had is no reason to stop: its lane runs on the calling thread.
    public func run(_ work: any LaneWork) {
        if current.work == nil { start(work.laneCount - 1) }
        current.work = work
        for worker in workers { hal_worker_wake(worker) }
        work.runLane(0)
        for lane in stride(from: workers.count + 1, to: work.laneCount, by: 1) {
            work.runLane(lane)
        }
        for worker in workers { hal_worker_wait(worker) }
    }

    /// Threads beside the calling one.
    public var threadCount: Int { workers.count }

    /// Scheduling classes and priorities of the threads.
    var schedules: [(policy: Int32, priority: Int32)] {
        workers.map { worker in
            var priority: Int32 = 0
            return (hal_worker_policy(worker, &priority), priority)
        }
    }

    /// Sizes of the threads' stacks.
    var stackByteCounts: [Int] { workers.map { hal_worker_stack_size($0) } }

    private func start(_ count: Int) {
        // The runner outlives its threads, which it ends before it goes.
        let context = Unmanaged.passUnretained(current).toOpaque()
        for index in 0..<max(0, count) {
            var worker: OpaquePointer?
            let returned = hal_worker_start(
                "bus-lane-\(index + 1)", Int32(index + 1),
                { @Sendable context, index in
                    guard let context else { return }
                    Unmanaged<CurrentWork>.fromOpaque(context).takeUnretainedValue().run(index)
                }, context, &worker)
            guard returned >= 0, let worker else { return }
            workers.append(worker)
        }
    }
}

/// The step's work, where the threads find it.
private final class CurrentWork {
    var work: (any LaneWork)?

    func run(_ index: Int32) { work?.runLane(Int(index)) }
}
