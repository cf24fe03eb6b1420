import Glibc
import LinuxHAL
import Quantities
import Synchronization
import Testing

struct LoopThreadTests {
    @Test func `the work runs once, under its name, with signals blocked and joined`() throws {
        let seen = Mutex<[String]>([])
        let thread = try LoopThread(name: "bms-test", scheduling: .inherited) {
            var name = [UInt8](repeating: 0, count: 64)
            let file = open("/proc/thread-self/comm", O_RDONLY)
            let count = read(file, &name, name.count)
            close(file)
            var blocked = sigset_t()
            pthread_sigmask(SIG_BLOCK, nil, &blocked)
            let isBlocked = sigismember(&blocked, SIGTERM) == 1
            let text = String(decoding: name.prefix(max(0, count - 1)), as: UTF8.self)
            seen.withLock { $0.append("\(text) \(isBlocked)") }
        }
        thread.join()
        #expect(seen.withLock { $0 } == ["bms-test true"])
    }

    @Test func `a priority is granted, or refused with what to do about it`() throws {
        let wasFirst = Atomic<Bool>(false)
        do throws(LinuxHALError) {
            let thread = try LoopThread(
                name: "bms-test", scheduling: .firstInFirstOut(priority: 1)
            ) {
                let priority = ProcessPriority.realTimePriority
                wasFirst.store(priority == 1, ordering: .relaxed)
                ProcessPriority.becomeOrdinary()
                if ProcessPriority.realTimePriority != nil {
                    wasFirst.store(false, ordering: .relaxed)
                }
            }
            thread.join()
            let isFirst = wasFirst.load(ordering: .relaxed)
            #expect(isFirst)
        } catch {
            #expect(error.errno == EPERM)
            #expect(error.hint?.contains("LimitRTPRIO=") == true)
        }
    }

    @Test func `a bell that rang is heard by the one who waits later, once`() throws {
        let bell = try Bell()
        bell.ring()
        bell.ring()
        let clock = MonotonicClock()
        // Would time out after an hour.
        bell.wait(upTo: .seconds(3600))
        bell.wait(upTo: .milliseconds(1))
        #expect(clock.now.seconds < 1800)
        let thread = try LoopThread(name: "bms-ringer", scheduling: .inherited) { bell.ring() }
        bell.wait(upTo: .seconds(3600))
        thread.join()
    }
}
