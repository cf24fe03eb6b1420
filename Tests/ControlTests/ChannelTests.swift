import HAL
import Quantities
import Testing

@testable import Control

struct ChannelTests {
    private var channel = Channel<Voltage>()
    private let age = Duration.milliseconds(250)
    private let frozen = Duration.seconds(2)

    private func time(_ milliseconds: Int64) -> Instant {
        Instant(nanoseconds: milliseconds * 1_000_000)
    }

    private func reading(_ milliseconds: Int64) -> Reading<Voltage> {
        channel.reading(
            now: time(milliseconds), ageLimit: age, frozenLimit: frozen,
            within: .volts(1) ... .volts(5))
    }

    @Test func `what was never measured is missing`() {
        #expect(reading(0) == .missing(.notYetMeasured))
    }

    @Test mutating func `a sample is valid until its age passes the limit`() {
        channel.accept(Sample(.volts(3), rawCode: 1), at: time(100))
        #expect(reading(100) == .valid(.volts(3), age: .zero))
        #expect(reading(350) == .valid(.volts(3), age: .milliseconds(250)))
        #expect(reading(351) == .missing(.stale))
    }

    @Test mutating func `no fresh data is no failure while the last sample is young`() {
        channel.accept(Sample(.volts(3), rawCode: 1), at: time(100))
        channel.reject(.noFreshData)
        #expect(reading(200) == .valid(.volts(3), age: .milliseconds(100)))
        #expect(reading(500) == .missing(.stale))
    }

    @Test mutating func `one code for longer than the limit is frozen`() {
        for step in 0...20 as ClosedRange<Int64> {
            channel.accept(Sample(.volts(3), rawCode: 9), at: time(step * 100))
        }
        #expect(reading(2_000).value != nil)
        channel.accept(Sample(.volts(3), rawCode: 9), at: time(2_001))
        #expect(reading(2_001) == .missing(.frozen))
        channel.accept(Sample(.volts(3), rawCode: 10), at: time(2_100))
        #expect(reading(2_100).value == .volts(3))
    }

    @Test mutating func `without a limit nothing is frozen`() {
        for step in 0...100 as ClosedRange<Int64> {
            channel.accept(Sample(.volts(3), rawCode: 9), at: time(step * 100))
        }
        let reading = channel.reading(now: time(10_000), ageLimit: age, frozenLimit: .zero)
        #expect(reading.value != nil)
    }

    @Test mutating func `a failure hides the last value until the next sample`() {
        channel.accept(Sample(.volts(3), rawCode: 1), at: time(100))
        channel.reject(.bus(.addressNotAcknowledged))
        #expect(reading(100) == .missing(.noResponse))
        channel.reject(.noFreshData)
        #expect(reading(100).value == nil, "Nothing fresh does not make a failure good.")
        channel.accept(Sample(.volts(3.1), rawCode: 2), at: time(200))
        #expect(reading(200).value == .volts(3.1))
    }

    @Test(arguments: [(0.99, Voltage.volts(1)), (5.01, .volts(5)), (.infinity, .volts(5))])
    mutating func `a value that cannot be is implausible and bounded`(
        _ volts: Double, bound: Voltage
    ) {
        channel.accept(Sample(.volts(volts), rawCode: 1), at: time(100))
        #expect(reading(100) == .missing(.implausible))
        #expect(channel.bound(of: .volts(1) ... .volts(5)) == bound)
    }

    @Test mutating func `not a number is implausible and bounds nothing`() {
        channel.accept(Sample(.volts(.nan), rawCode: 1), at: time(100))
        #expect(reading(100) == .missing(.implausible))
        #expect(channel.bound(of: .volts(1) ... .volts(5)) == nil)
    }

    @Test mutating func `what can be, and what failed, has no bound`() {
        #expect(channel.bound(of: .volts(1) ... .volts(5)) == nil)
        channel.accept(Sample(.volts(5), rawCode: 1), at: time(100))
        #expect(reading(100).value == .volts(5))
        #expect(channel.bound(of: .volts(1) ... .volts(5)) == nil)
        channel.accept(Sample(.volts(6), rawCode: 1), at: time(100))
        channel.reject(.checksum)
        #expect(channel.bound(of: .volts(1) ... .volts(5)) == nil)
    }

    @Test mutating func `a reset forgets the sample`() {
        channel.accept(Sample(.volts(3), rawCode: 1), at: time(100))
        channel.reset(.notConfigured)
        #expect(reading(100) == .missing(.notConfigured))
    }

    @Test(arguments: [
        (DeviceError.bus(.addressNotAcknowledged), MissingReason.noResponse),
        (.bus(.dataNotAcknowledged), .noResponse), (.bus(.timeout), .timeout),
        (.bus(.busStuck), .busFault), (.bus(.unsupported), .busFault),
        (.bus(.system(5)), .busFault), (.line(.unavailable), .busFault), (.checksum, .corrupt),
        (.noFreshData, .notYetMeasured), (.notReady, .timeout), (.saturated, .saturated),
        (.configurationLost, .notConfigured),
        (.readBack(register: 1, wrote: 2, found: 3), .notConfigured),
        (.wrongIdentity(expected: 1, found: 2), .deviceFault), (.deviceFault(1), .deviceFault),
    ])
    func `each error is missing for its own reason`(_ error: DeviceError, reason: MissingReason) {
        #expect(MissingReason(error) == reason)
    }
}
