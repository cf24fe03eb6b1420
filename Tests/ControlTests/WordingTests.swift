import Control
import Foundation
import HAL
import Protection
import Quantities
import Testing

@Suite struct WordingTests {
    @Test(arguments: [
        0, -0.0, 0.5, 1.5, 2.5, 0.05, 0.35, 0.145, 1.005, 2.675, 8.345, 0.125, 0.375, -0.0004,
        999.9995, 1e-9, 123_456.789, 4.2, -40.25, 0.999_999, 1e9 / 3, .infinity, -.infinity,
    ])
    func `fixed decimals are those of printf`(value: Double) {
        for decimals in 0...6 {
            #expect(
                fixedDecimals(value, decimals) == String(format: "%.\(decimals)f", value),
                "\(value) with \(decimals) decimals")
        }
    }

    @Test func `ten thousand neighbours of halves round as printf rounds them`() {
        for index in 0..<10_000 {
            let half = Double(index) / 1000 + 0.0005
            for value in [half, half.nextUp, half.nextDown, -half] {
                #expect(fixedDecimals(value, 3) == String(format: "%.3f", value))
            }
        }
    }

    @Test(arguments: [
        (0, "00:00:00.0"), (99_999_999, "00:00:00.0"), (3_723_400_000_000, "01:02:03.4"),
        (360_000_000_000_000, "100:00:00.0"),
    ])
    func `a clock shows hours, minutes, seconds and tenths`(nanoseconds: Int64, text: String) {
        #expect(clockText(Instant(nanoseconds: nanoseconds)) == text)
    }

    @Test(arguments: [
        (Duration.milliseconds(350), "350 ms"), (.milliseconds(12_500), "12.5 s"),
        (.seconds(119), "119.0 s"), (.seconds(7140), "119 min"), (.seconds(11_520), "3 h 12 min"),
    ])
    func `a span is given in the unit a person would choose`(span: Duration, text: String) {
        #expect(spanText(span) == text)
    }

    @Test func `a flag is told with place, value and limit in the units people use`() {
        var event = FlagEvent(
            kind: .raised, diagnostic: .stackOverpressure, grade: .safety, place: .stack(1),
            value: 9.12e6, threshold: 9e6, time: .start, since: .start)
        #expect(
            event.words
                == "raised: stack overpressure (safety) at stack 2, 9.120 MPa, limit 9.000 MPa")
        event.kind = .cleared
        event.diagnostic = .overtemperatureCharging
        event.place = .cell(0)
        event.value = 333.15
        event.threshold = 338.15
        #expect(
            event.words
                == "cleared: overtemperature charging (safety) at cell 1, 60.0 °C, limit 65.0 °C")
    }

    @Test func `a flag that compares nothing is told without numbers`() {
        let event = FlagEvent(
            kind: .raised, diagnostic: .emergencyStop, grade: .safety, place: .system,
            value: 1, threshold: 0.5, time: .start, since: .start)
        #expect(event.words == "raised: emergency stop (safety) at system")
        #expect(event.measured == nil && event.limit == nil)
    }

    @Test func `a wrong chip is told with both identities`() {
        #expect(
            DeviceError.wrongIdentity(expected: 0x117, found: 0xF).words
                == "another chip answers: 0x0f in place of 0x0117")
        #expect(DeviceError.bus(.addressNotAcknowledged).words == "no answer")
    }

    @Test func `a table aligns its columns and leaves no spaces at line ends`() {
        #expect(
            table(["a", "bb"], [["long", "1"], ["c", ""]], right: [1])
                == "  a     bb\n  long   1\n  c")
    }
}
