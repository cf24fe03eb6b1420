import Glibc
import LinuxHAL
import Testing

struct OperatorSignalsTests {
    /// Signals are raised in the very thread that blocks them, so none reaches another thread of
    /// the test process; the thread's mask is put back.
    @Test func `signals are reported one by one and end nothing`() throws {
        var before = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        let signals = try OperatorSignals()
        #expect(signals.next() == nil)
        raise(SIGTERM)
        #expect(signals.next() == .terminate)
        raise(SIGINT)
        #expect(signals.next() == .interrupt)
        raise(SIGUSR1)
        #expect(signals.next() == .report)
        #expect(signals.next() == nil)
    }
}
