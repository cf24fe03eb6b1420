import Glibc

/// How the kernel treats this process: priority of its first thread, and whether its memory stays.
public enum ProcessPriority {
    /// The real-time priority of the calling thread, 1 to 99; `nil` when it is of the ordinary
    /// kind. A service manager may have set it (`CPUSchedulingPolicy=`).
    public static var realTimePriority: Int32? {
        let policy = sched_getscheduler(0) & ~resetOnFork
        guard policy == SCHED_FIFO || policy == SCHED_RR else { return nil }
        var parameters = sched_param()
        guard sched_getparam(0, &parameters) == 0 else { return nil }
        return parameters.sched_priority
    }

    /// Makes the calling thread an ordinary one, so that it cannot delay one with a priority.
    /// That much is always allowed.
    public static func becomeOrdinary() {
        var parameters = sched_param(sched_priority: 0)
        sched_setscheduler(0, SCHED_OTHER, &parameters)
    }

    /// Keeps every page of the process, those to come included, in memory.
    ///
    /// - Throws: with EPERM or ENOMEM where the user may not lock as much.
    public static func lockMemory() throws(LinuxHALError) {
        guard mlockall(Int32(MCL_CURRENT | MCL_FUTURE)) == 0 else {
            throw LinuxHALError(
                resource: .memory, name: "memory", problem: .cannot("keep it from being paged out"),
                errno: errno)
        }
    }

    /// SCHED_RESET_ON_FORK, a flag that sched_getscheduler(2) may add to the policy.
    private static let resetOnFork: Int32 = 0x4000_0000
}
