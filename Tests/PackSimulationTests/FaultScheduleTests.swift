import Configuration
import Quantities
import Testing

@testable import PackSimulation

struct FaultScheduleTests {
    private func schedule(
        step: String? = nil, after: Duration = .seconds(10), duration: Duration? = .seconds(20),
        ramp: Duration = .zero
    ) -> FaultSchedule {
        FaultSchedule(faults: [
            InjectedFault(
                name: "fault", kind: .emergencyStop, step: step, after: after, duration: duration,
                ramp: ramp)
        ])
    }

    private func sizes(_ schedule: FaultSchedule, at seconds: [Int64]) -> [Double] {
        var schedule = schedule
        return seconds.map { second in
            schedule.update(now: Instant(nanoseconds: second * 1_000_000_000)) { _ in nil }
            return schedule.entries[0].size
        }
    }

    @Test func `a fault without ramp is whole or not there`() {
        #expect(sizes(schedule(), at: [0, 9, 10, 29, 30, 31]) == [0, 0, 1, 1, 0, 0])
    }

    @Test func `a ramp grows and shrinks in equal time`() {
        let ramped = schedule(ramp: .seconds(4))
        #expect(
            sizes(ramped, at: [10, 11, 12, 14, 20, 27, 28, 30]) == [
                0, 0.25, 0.5, 1, 1, 0.75, 0.5, 0,
            ])
    }

    @Test func `a fault without end stays`() {
        #expect(sizes(schedule(duration: nil), at: [10, 100_000]) == [1, 1])
    }

    @Test func `a fault waits for its step`() {
        var schedule = schedule(step: "drive", after: .seconds(5), duration: nil)
        let began = Instant(nanoseconds: 50_000_000_000)
        schedule.update(now: began) { _ in nil }
        #expect(schedule.entries[0].began == nil)
        schedule.update(now: began + .seconds(4)) { $0 == "drive" ? began : nil }
        #expect(schedule.entries[0].began == nil)
        schedule.update(now: began + .seconds(5)) { $0 == "drive" ? began : nil }
        #expect(schedule.entries[0].began == began + .seconds(5))
    }

    @Test func `a change is shown once`() {
        var schedule = schedule()
        let now = Instant.start + .seconds(10)
        schedule.update(now: now) { _ in nil }
        #expect(schedule.entries[0].hasChanged)
        schedule.acknowledgeChanges()
        schedule.update(now: now + .seconds(1)) { _ in nil }
        #expect(!schedule.entries[0].hasChanged)
        schedule.update(now: now + .seconds(20)) { _ in nil }
        #expect(schedule.entries[0].hasChanged)
        #expect(schedule.entries[0].ended == now + .seconds(20))
    }
}
