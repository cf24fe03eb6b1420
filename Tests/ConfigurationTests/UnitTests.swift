import Testing

@testable import Configuration

@Suite struct UnitTests {
    static let conversions: [(Dimension, String, Double, Double)] = [
        (.conductivity, "mS/cm", 2.0, 0.2),
        (.arealResistance, "ohm cm2", 25, 2.5e-3),
        (.resistance, "mohm", 5, 5e-3),
        (.resistance, "uohm", 500, 5e-4),
        (.arealCapacity, "mAh/cm2", 3, 1.08e5),
        (.currentDensity, "mA/cm2", 0.0743, 0.743),
        (.length, "um", 30, 3e-5),
        (.lengthRate, "um/h", 3.6, 1e-9),
        (.thermalExpansion, "um/K", 0.2, 2e-7),
        (.area, "cm2", 25, 2.5e-3),
        (.pressure, "MPa", 5, 5e6),
        (.pressure, "kPa", 4, 4e3),
        (.pressureRate, "MPa/s", 0.2, 2e5),
        (.stiffness, "MPa/um", 0.2, 2e11),
        (.molarEnergy, "eV", 0.325, 31_357.732_939),
        (.molarEnergy, "kJ/mol", 28.1, 28_100),
        (.temperature, "degC", 25, 298.15),
        (.temperature, "K", 300, 300),
        (.temperatureDifference, "K", 5, 5),
        (.temperatureRate, "K/min", 6, 0.1),
        (.duration, "ms", 100, 0.1),
        (.duration, "us", 60, 6e-5),
        (.duration, "min", 20, 1200),
        (.duration, "h", 1, 3600),
        (.voltage, "mV", 4200, 4.2),
        (.current, "mA", 40, 0.04),
        (.charge, "Ah", 3, 10_800),
        (.swelling, "um per mAh/cm2", 4.32, 1.2e-10),
        (.heatCapacity, "J/K", 25, 25),
        (.thermalConductance, "W/K", 0.3, 0.3),
        (.frequency, "kHz", 400, 4e5),
        (.bridgeSensitivity, "mV/V", 2, 2e-3),
        (.force, "kN", 50, 5e4),
        (.ratio, "%", 50, 0.5),
        (.interphaseGrowth, "ohm cm2/sqrt(h)", 0.6, 1e-6),
        (.interphaseRate, "ohm cm2/h", 0.36, 1e-8),
        (.specificCapacity, "mAh/g", 170, 612_000),
        (.walk, "1/sqrt(h)", 0.6, 0.01),
        (.pressureCoefficient, "mV/MPa", 0.12, 1.2e-10),
        (.entropicCoefficient, "mV/K", -0.1, -1e-4),
        (.capacitance, "mF", 1, 1e-3),
        (.rate, "1/h", 0.333, 9.25e-5),
        (.pressureWalk, "kPa/sqrt(h)", 6, 100),
    ]

    @Test(arguments: conversions)
    func `a unit converts to SI and back`(
        dimension: Dimension, symbol: String, written: Double, si: Double
    ) throws {
        let unit = try #require(dimension.units.first { $0.symbol == symbol })
        #expect((unit.toSI(written) - si).magnitude <= 1e-9 * si.magnitude)
        #expect((unit.fromSI(si) - written).magnitude <= 1e-9 * written.magnitude)
    }

    @Test(arguments: Dimension.allCases)
    func `the first unit of a dimension is the SI unit`(dimension: Dimension) throws {
        let first = try #require(dimension.units.first)
        #expect(first.scale == 1)
        #expect(first.offset == 0)
    }

    @Test(arguments: Dimension.allCases)
    func `no symbol appears twice in a dimension`(dimension: Dimension) {
        let symbols = dimension.units.map(\.symbol)
        for (index, symbol) in symbols.enumerated() {
            #expect(symbols.firstIndex(of: symbol) == index)
        }
    }
}
