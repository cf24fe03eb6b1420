import Glibc
import Testing

@testable import BackgroundWork

@Suite struct BackgroundThreadTests {
    /// Counts what it is told to, on the thread.
    final class Counter: BackgroundBody {
        let asked = Semaphore()
        var count = 0
        var policy: Int32 = -1
        var blocksTermination = false
        var niceness: Int32 = -1

        /// Of the calling thread (getpriority(2), on Linux).
        static var ownNiceness: Int32 { getpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0) }

        func runUntilFinished() {
            for _ in 0..<3 {
                asked.wait()
                count += 1
            }
            var parameters = sched_param()
            pthread_getschedparam(pthread_self(), &policy, &parameters)
            var signals = sigset_t()
            pthread_sigmask(SIG_BLOCK, nil, &signals)
            blocksTermination = sigismember(&signals, SIGTERM) == 1
            niceness = Self.ownNiceness
        }
    }

    @Test func `joining waits until the work is done`() throws {
        let counter = Counter()
        let niceness = min(19, Counter.ownNiceness + 3)
        let thread = try BackgroundThread(
            counter, stackByteCount: 256 * 1024, niceness: niceness)
        for _ in 0..<3 { counter.asked.post() }
        thread.join()
        #expect(counter.count == 3)
        #expect(counter.policy == SCHED_OTHER)
        #expect(counter.blocksTermination)
        #expect(counter.niceness == niceness)
    }

    @Test func `a stack that cannot be is an error, and the body is let go`() {
        weak var body: Counter?
        do {
            let counter = Counter()
            body = counter
            #expect(throws: ThreadError.self) {
                try BackgroundThread(counter, stackByteCount: 1 << 62)
            }
        }
        #expect(body == nil)
    }

    @Test func `waiting for any takes all there are`() {
        let semaphore = Semaphore()
        for _ in 0..<5 { semaphore.post() }
        semaphore.waitForAny()
        semaphore.post()
        // Would wait for ever if nothing were left.
        semaphore.wait()
    }
}
