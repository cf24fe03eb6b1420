import Glibc
import HAL
import Testing

@testable import LinuxHAL

struct ThreadedLaneRunnerTests {
    /// Lanes that count their runs, each in memory of its own.
    private final class Counters: LaneWork {
        let lanes: [Counter]
        var laneCount: Int { lanes.count }

        init(_ count: Int) { lanes = (0..<count).map { _ in Counter() } }

        func runLane(_ index: Int) {
            lanes[index].runs += 1
            lanes[index].thread = pthread_self()
        }
    }

    private final class Counter {
        var runs = 0
        var thread = pthread_t()
    }

    @Test(arguments: [1, 2, 3])
    func `every lane runs once per call and is done when it returns`(count: Int) {
        let runner = ThreadedLaneRunner()
        let work = Counters(count)
        for run in 1...1_000 {
            runner.run(work)
            for lane in work.lanes { #expect(lane.runs == run) }
        }
        #expect(runner.threadCount == count - 1)
    }

    @Test func `the first lane runs on the caller, each other on a thread that stays`() {
        let runner = ThreadedLaneRunner()
        let work = Counters(3)
        runner.run(work)
        let threads = work.lanes.map(\.thread)
        #expect(pthread_equal(threads[0], pthread_self()) != 0)
        #expect(pthread_equal(threads[1], threads[0]) == 0)
        #expect(pthread_equal(threads[2], threads[1]) == 0)
        runner.run(work)
        for (lane, thread) in zip(work.lanes, threads) {
            #expect(pthread_equal(lane.thread, thread) != 0)
        }
    }

    @Test func `threads have the scheduling class of the caller`() {
        let runner = ThreadedLaneRunner()
        runner.run(Counters(2))
        var parameters = sched_param()
        var policy: Int32 = 0
        pthread_getschedparam(pthread_self(), &policy, &parameters)
        #expect(runner.schedules.map(\.policy) == [policy])
        #expect(runner.schedules.map(\.priority) == [parameters.sched_priority])
    }

    @Test func `a thread has a stack that memory can be locked for`() {
        let runner = ThreadedLaneRunner()
        runner.run(Counters(3))
        // The C library may hand out a stack of up to four times the size that another thread left.
        #expect(runner.stackByteCounts.count == 2)
        #expect(runner.stackByteCounts.allSatisfy { 256 * 1024...1024 * 1024 ~= $0 })
    }

    @Test func `lanes overlap`() {
        // Each lane waits for the other to begin; one after the other would wait for ever, so the
        // wait is bounded.
        final class Meeting: LaneWork {
            let begun = [UnsafeMutablePointer<sem_t>.allocate(capacity: 1), .allocate(capacity: 1)]
            var hasMet = [
                UnsafeMutablePointer<Bool>.allocate(capacity: 1), .allocate(capacity: 1),
            ]
            var laneCount: Int { 2 }

            init() {
                for semaphore in begun { sem_init(semaphore, 0, 0) }
                for flag in hasMet { flag.initialize(to: false) }
            }

            deinit {
                for semaphore in begun { semaphore.deallocate() }
                for flag in hasMet { flag.deallocate() }
            }

            func runLane(_ index: Int) {
                sem_post(begun[index])
                var limit = timespec()
                clock_gettime(CLOCK_REALTIME, &limit)
                limit.tv_sec += 10
                hasMet[index].pointee = sem_timedwait(begun[1 - index], &limit) == 0
            }
        }
        let work = Meeting()
        ThreadedLaneRunner().run(work)
        #expect(work.hasMet.map(\.pointee) == [true, true])
    }
}
