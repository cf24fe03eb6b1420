import Glibc
import Testing

@testable import LinuxHAL

struct WatchdogTests {
    @Test func `a missing watchdog says how to enable it`() {
        do throws(LinuxHALError) {
            _ = try Watchdog(path: "/dev/watchdog4711", timeout: .seconds(10))
            Issue.record("A device that is not there was opened.")
        } catch {
            #expect(error.errno == ENOENT)
            #expect(error.description.contains("dtparam=watchdog=on"))
        }
    }

    @Test func `a device that is no watchdog is refused`() {
        do throws(LinuxHALError) {
            _ = try Watchdog(path: "/dev/null", timeout: .seconds(10))
            Issue.record("The null device was taken for a watchdog.")
        } catch {
            #expect(error.problem == .timeoutRefused(.seconds(10)))
            #expect(error.errno == ENOTTY)
        }
    }

    @Test func `whole seconds stay what they are, and parts of one are rounded up`() {
        for seconds in 1...120 {
            #expect(Watchdog.wholeSeconds(of: .seconds(seconds)) == seconds)
        }
        #expect(Watchdog.wholeSeconds(of: .milliseconds(14_001)) == 15)
        #expect(Watchdog.wholeSeconds(of: .seconds(15) - .nanoseconds(1)) == 15)
    }

    @Test func `a busy watchdog points at its other owner`() {
        let error = LinuxHALError(
            resource: .watchdog, name: "/dev/watchdog", problem: .cannot("open the watchdog"),
            errno: EBUSY)
        #expect(
            error.description
                == "/dev/watchdog: cannot open the watchdog: "
                + "Device or resource busy (EBUSY, 16). "
                + "It has one owner: systemd takes it when RuntimeWatchdogSec is set.")
    }

    @Test func `an errno without a name keeps its number`() {
        let error = LinuxHALError(
            resource: .timer, name: "timerfd", problem: .cannot("wait"), errno: 4711)
        #expect(error.description == "timerfd: cannot wait: Unknown error (errno 4711)")
    }
}
