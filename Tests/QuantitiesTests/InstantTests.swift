import Quantities
import Testing

struct InstantTests {
    @Test func `an instant plus a duration and back is exact`() {
        let instant = Instant(nanoseconds: 1_234_567_890_123)
        for duration: Duration in [
            .zero, .nanoseconds(1), .microseconds(-7), .milliseconds(300), .seconds(86_400),
        ] {
            #expect((instant + duration) - instant == duration)
        }
        #expect((Instant.start + .milliseconds(1_500)).seconds == 1.5)
    }

    @Test func `instants order by time`() {
        #expect(Instant.start < Instant(nanoseconds: 1))
        #expect(Instant(nanoseconds: -1) < .start)
        #expect(Instant.start - Instant(nanoseconds: 5) == .nanoseconds(-5))
    }

    @Test(arguments: [
        (Duration.seconds(2), 2_000_000_000), (.milliseconds(-300), -300_000_000),
        (.microseconds(7), 7_000), (.nanoseconds(1), 1), (.zero, 0),
        (.seconds(9_000_000_000), 9_000_000_000_000_000_000),
        (Duration(secondsComponent: 0, attosecondsComponent: 1_999_999_999), 1),
        (Duration(secondsComponent: 0, attosecondsComponent: -1_999_999_999), -1),
    ])
    func `a duration in nanoseconds cuts off finer parts`(duration: Duration, expected: Int) {
        #expect(duration.inNanoseconds == Int64(expected))
    }

    @Test func `a duration in seconds has its sign and fraction`() {
        #expect(Duration.milliseconds(250).inSeconds == 0.25)
        #expect(Duration.milliseconds(-1_500).inSeconds == -1.5)
    }
}
