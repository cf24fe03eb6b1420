import Testing

@testable import PackSimulation

struct PowerPathTests {
    private let resistor = 150.0
    private let capacitance = 1e-3
    private let bleed = 10_000.0

    private func contacts(
        negative: Bool = false, precharge: Bool = false, positive: Bool = false
    ) -> PowerPath.Contacts {
        var contacts = PowerPath.Contacts()
        contacts.negative = negative
        contacts.precharge = precharge
        contacts.positive = positive
        return contacts
    }

    private func path() -> PowerPath {
        PowerPath(
            prechargeResistance: resistor, busCapacitance: capacitance, bleedResistance: bleed)
    }

    /// V(t) = V∞ (1 − e^(−t/τ)), V∞ = V R_b/(R_b + R), τ = C R R_b/(R_b + R).
    @Test(arguments: [0.001, 0.1, 0.4])
    func `precharge follows the exponential, whatever the step`(interval: Double) {
        var path = path()
        let resistance = resistor + 2
        let final = 64 * bleed / (bleed + resistance)
        let time = capacitance * resistance * bleed / (bleed + resistance)
        var elapsed = 0.0
        for _ in 0..<Int(0.8 / interval) {
            path.advance(
                interval: interval, packVoltage: 64, packResistance: 2,
                contacts: contacts(negative: true, precharge: true), demand: 0)
            elapsed += interval
            let expected = final * (1 - exponential(-elapsed / time))
            #expect((path.busVoltage - expected).magnitude < 1e-9)
        }
    }

    /// What leaves the pack is in the capacitor or went through the bleed resistor.
    @Test func `precharge loses no charge`() {
        var path = path()
        var leftPack = 0.0
        var bled = 0.0
        for _ in 0..<8_000 {
            let before = path.busVoltage
            path.advance(
                interval: 1e-4, packVoltage: 64, packResistance: 2,
                contacts: contacts(negative: true, precharge: true), demand: 0)
            leftPack -= path.current * 1e-4
            bled += (before + path.busVoltage) / 2 / bleed * 1e-4
        }
        #expect((leftPack - bled - capacitance * path.busVoltage).magnitude < 1e-9)
    }

    @Test func `a connected pack carries the demand and holds the bus`() {
        var path = path()
        for _ in 0..<5 {
            path.advance(
                interval: 0.1, packVoltage: 64, packResistance: 2,
                contacts: contacts(negative: true, positive: true), demand: -0.5)
        }
        #expect((path.current + 0.5).magnitude < 1e-9)
        #expect((path.busVoltage - 63).magnitude < 1e-9)
    }

    @Test func `closing onto an empty bus draws the capacitor's charge`() {
        var path = path()
        path.advance(
            interval: 0.1, packVoltage: 64, packResistance: 2,
            contacts: contacts(negative: true, positive: true), demand: 0)
        #expect((path.current * 0.1 + capacitance * path.busVoltage).magnitude < 1e-12)
    }

    @Test(arguments: [(false, false, false), (true, false, false), (false, true, true)])
    func `an interrupted path carries nothing and the bus discharges`(
        _ closed: (Bool, Bool, Bool)
    ) {
        var path = path()
        path.advance(
            interval: 1, packVoltage: 64, packResistance: 2,
            contacts: contacts(negative: true, positive: true), demand: 0)
        let before = path.busVoltage
        path.advance(
            interval: 10, packVoltage: 64, packResistance: 2,
            contacts: contacts(negative: closed.0, precharge: closed.1, positive: closed.2),
            demand: 0.5)
        #expect(path.current == 0)
        let expected = before * exponential(-10 / (bleed * capacitance))
        #expect((path.busVoltage - expected).magnitude < 1e-9)
    }

    /// A series of its own, so that the model's exponential does not judge itself.
    private func exponential(_ x: Double) -> Double {
        let reduced = x / 1_024
        var term = 1.0
        var sum = 1.0
        for index in 1...12 {
            term *= reduced / Double(index)
            sum += term
        }
        for _ in 0..<10 { sum *= sum }
        return sum
    }
}
