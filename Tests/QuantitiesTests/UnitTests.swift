import Quantities
import Testing

struct UnitTests {
    /// Powers of two times a decimal: no value is special.
    static let values = [0, 1, -1, 3.7, -0.001, 1e-9, 4.2e6, -123.456]

    private func expectClose(_ left: Double, _ right: Double) {
        #expect((left - right).magnitude <= 1e-15 * right.magnitude * 4)
    }

    @Test(arguments: values)
    func `every unit reads back what it was made from`(value: Double) {
        expectClose(Voltage.volts(value).volts, value)
        expectClose(Voltage.millivolts(value).millivolts, value)
        expectClose(Voltage.microvolts(value).microvolts, value)
        expectClose(Current.amperes(value).amperes, value)
        expectClose(Current.milliamperes(value).milliamperes, value)
        expectClose(Charge.coulombs(value).coulombs, value)
        expectClose(Charge.ampereHours(value).ampereHours, value)
        expectClose(Pressure.pascals(value).pascals, value)
        expectClose(Pressure.kilopascals(value).kilopascals, value)
        expectClose(Pressure.megapascals(value).megapascals, value)
        expectClose(Resistance.ohms(value).ohms, value)
        expectClose(Resistance.milliohms(value).milliohms, value)
        expectClose(Resistance.microohms(value).microohms, value)
        expectClose(TemperatureDifference.kelvins(value).kelvins, value)
        expectClose(StateOfCharge.percent(value).percent, value)
        expectClose(Temperature.kelvins(value).kelvins, value)
    }

    @Test func `a unit is worth what the SI says`() {
        expectClose(Voltage.millivolts(4_200).si, 4.2)
        expectClose(Voltage.microvolts(190).si, 190e-6)
        expectClose(Current.milliamperes(-250).si, -0.25)
        #expect(Charge.ampereHours(2).si == 7_200)
        #expect(Pressure.kilopascals(101.325).si == 101_325)
        #expect(Pressure.megapascals(5).si == 5_000_000)
        expectClose(Resistance.milliohms(20).si, 0.02)
        expectClose(Resistance.microohms(500).si, 0.0005)
        #expect(StateOfCharge.percent(50).fraction == 0.5)
        #expect(Temperature.celsius(0).kelvins == 273.15)
        #expect(Temperature.kelvins(373.15).celsius == 100)
    }

    @Test func `arithmetic keeps the quantity and its sign`() {
        let charging = Current.amperes(3)
        let discharging = Current.amperes(-5)
        #expect(charging + discharging == .amperes(-2))
        #expect(charging - discharging == .amperes(8))
        #expect(-charging == .amperes(-3))
        #expect(discharging.magnitude == .amperes(5))
        #expect(discharging < .zero && .zero < charging)
        #expect(charging * 2 == .amperes(6))
        #expect(2 * charging == .amperes(6))
        #expect(charging / 2 == .amperes(1.5))
        #expect(charging / discharging == -0.6)
        #expect(max(charging, discharging) == charging)
    }

    @Test func `a difference of temperatures is not a temperature`() {
        let difference = Temperature.celsius(60) - .celsius(25)
        expectClose(difference.kelvins, 35)
        let sum: Temperature = .celsius(25) + .kelvins(10)
        expectClose(sum.celsius, 35)
        #expect(Temperature.celsius(-20) < .celsius(-10))
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func `only finite values are finite`(value: Double) {
        #expect(!Voltage.volts(value).isFinite)
        #expect(!Temperature.kelvins(value).isFinite)
        #expect(Voltage.volts(1).isFinite)
        #expect(Temperature.kelvins(1).isFinite)
    }

    @Test func `a state of charge is not clamped`() {
        #expect(StateOfCharge.percent(103).fraction > 1)
        #expect(StateOfCharge(fraction: -0.02) < StateOfCharge(fraction: 0))
    }
}
