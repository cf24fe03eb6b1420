import Control
import LinuxHAL
import Logging

/// How much the operator insists on a loop that the kernel puts before everything else.
enum RealTimeMode: String {
    /// Without the privilege it goes on with a warning.
    case preferred
    /// Without the privilege it ends.
    case required

    /// Below the kernel's own interrupt threads (50), on which every transfer depends, and above
    /// all ordinary work.
    static let priority: Int32 = 40

    /// Locks memory and finds out how the loop's thread may be scheduled.
    ///
    /// - Parameter mode: `nil` when nothing was asked for; a priority that the service manager has
    ///   set counts all the same.
    static func prepare(
        _ mode: RealTimeMode?, _ log: Logger
    ) throws -> LoopThread.Scheduling {
        var scheduling = LoopThread.Scheduling.inherited
        if let given = ProcessPriority.realTimePriority {
            log.notice("real time: the loop has priority \(given), given by who started it")
        } else if let mode {
            let wanted = LoopThread.Scheduling.firstInFirstOut(priority: priority)
            try attempt(mode, log, "the loop has priority \(priority)") {
                () throws(LinuxHALError) in
                try LoopThread(name: "bms-priority", scheduling: wanted) {}.join()
                scheduling = wanted
            }
        }
        if let mode {
            try attempt(mode, log, "memory is locked") { () throws(LinuxHALError) in
                try ProcessPriority.lockMemory()
            }
        }
        return scheduling
    }

    private static func attempt(
        _ mode: RealTimeMode, _ log: Logger, _ success: String,
        _ body: () throws(LinuxHALError) -> Void
    ) throws {
        do throws(LinuxHALError) {
            try body()
            log.notice("real time: \(success)")
        } catch {
            switch mode {
            case .preferred: log.warning("real time: \(error)")
            case .required:
                log.critical("real time: \(error)")
                throw ExitStatus.inputOutput
            }
        }
    }
}
