import Quantities
import Testing

@testable import LinuxHAL

struct TickScheduleTests {
    private let first = Instant(nanoseconds: 250_000_000)
    private let period = Duration.milliseconds(100)

    private func milliseconds(_ value: Int64) -> Instant { Instant(nanoseconds: value * 1_000_000) }

    @Test func `beats served in time follow each other on the grid`() {
        var schedule = TickSchedule(first: first, period: period)
        for number in 0..<5 {
            #expect(
                schedule.advance(expirations: 1)
                    == Tick(
                        number: Int64(number), deadline: milliseconds(250 + 100 * Int64(number)),
                        missed: 0))
        }
    }

    @Test func `a slow step counts the beats it slept through and the grid stays`() {
        var schedule = TickSchedule(first: first, period: period)
        _ = schedule.advance(expirations: 1)
        #expect(
            schedule.advance(expirations: 3)
                == Tick(number: 3, deadline: milliseconds(550), missed: 2))
        #expect(
            schedule.advance(expirations: 1)
                == Tick(number: 4, deadline: milliseconds(650), missed: 0))
    }

    @Test func `a day of beats does not drift`() {
        var schedule = TickSchedule(first: .start, period: .nanoseconds(33_333_333))
        _ = schedule.advance(expirations: 2_592_000)
        let next = schedule.advance(expirations: 1)
        #expect(next.deadline == Instant(nanoseconds: 33_333_333 * 2_592_000))
    }
}
