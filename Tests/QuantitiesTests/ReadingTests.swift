import Quantities
import Testing

struct ReadingTests {
    @Test func `a valid reading has a value and no reason`() {
        let reading = Reading.valid(Voltage.volts(3.7), age: .milliseconds(12))
        #expect(reading.value == .volts(3.7))
        #expect(reading.reason == nil)
    }

    @Test(arguments: MissingReason.allCases)
    func `a missing reading has a reason and no value`(reason: MissingReason) {
        let reading = Reading<Voltage>.missing(reason)
        #expect(reading.value == nil)
        #expect(reading.reason == reason)
        #expect(reading != .valid(.zero, age: .zero))
    }

    @Test func `two valid readings differ by value or by age`() {
        let reading = Reading.valid(Current.amperes(1), age: .zero)
        #expect(reading == .valid(.amperes(1), age: .zero))
        #expect(reading != .valid(.amperes(2), age: .zero))
        #expect(reading != .valid(.amperes(1), age: .nanoseconds(1)))
    }

    @Test func `stored reasons keep their numbers`() {
        #expect(MissingReason.allCases.map(\.rawValue) == Array(0...11))
        #expect(MissingReason.notYetMeasured.rawValue == 0)
        #expect(MissingReason.stale.rawValue == 5)
        #expect(MissingReason.frozen.rawValue == 6)
        #expect(MissingReason.contradicted.rawValue == 11)
    }
}
