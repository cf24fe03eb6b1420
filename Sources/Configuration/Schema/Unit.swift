import CellModel

/// A unit as files write it: how to get from its numbers to SI.
struct Unit: Equatable {
    let symbol: String
    let dimension: Dimension
    /// SI value = written value × scale + offset.
    let scale: Double
    let offset: Double

    init(_ symbol: String, _ dimension: Dimension, _ scale: Double = 1, offset: Double = 0) {
        self.symbol = symbol
        self.dimension = dimension
        self.scale = scale
        self.offset = offset
    }

    func toSI(_ value: Double) -> Double { value * scale + offset }

    func fromSI(_ value: Double) -> Double { (value - offset) / scale }

    /// Every unit; within a dimension the SI unit first. A symbol may appear in two dimensions (K),
    /// so a unit is always looked up within the dimension expected.
    static let all: [Unit] = electrical + perArea + mechanical + thermal + plain

    private static let electrical: [Unit] = [
        Unit("V", .voltage), Unit("mV", .voltage, 1e-3), Unit("uV", .voltage, 1e-6),
        Unit("A", .current), Unit("mA", .current, 1e-3), Unit("uA", .current, 1e-6),
        Unit("C", .charge), Unit("Ah", .charge, 3600), Unit("mAh", .charge, 3.6),
        Unit("ohm", .resistance), Unit("mohm", .resistance, 1e-3),
        Unit("uohm", .resistance, 1e-6), Unit("kohm", .resistance, 1e3),
        Unit("S/m", .conductivity), Unit("S/cm", .conductivity, 1e2),
        Unit("mS/cm", .conductivity, 1e-1),
        Unit("F", .capacitance), Unit("mF", .capacitance, 1e-3), Unit("uF", .capacitance, 1e-6),
        Unit("V/V", .bridgeSensitivity), Unit("mV/V", .bridgeSensitivity, 1e-3),
        Unit("W", .power), Unit("mW", .power, 1e-3),
        Unit("Hz", .frequency), Unit("kHz", .frequency, 1e3), Unit("MHz", .frequency, 1e6),
    ]

    private static let perArea: [Unit] = [
        Unit("ohm m2", .arealResistance), Unit("ohm cm2", .arealResistance, 1e-4),
        Unit("C/m2", .arealCapacity), Unit("mAh/cm2", .arealCapacity, 3.6e4),
        Unit("A/m2", .currentDensity), Unit("mA/cm2", .currentDensity, 10),
        Unit("m3/C", .swelling), Unit("um per mAh/cm2", .swelling, 1e-6 / 3.6e4),
        Unit("ohm m2/sqrt(s)", .interphaseGrowth),
        Unit("ohm cm2/sqrt(h)", .interphaseGrowth, 1e-4 / 60),
        Unit("ohm m2/s", .interphaseRate), Unit("ohm cm2/h", .interphaseRate, 1e-4 / 3600),
        Unit("C/kg", .specificCapacity), Unit("mAh/g", .specificCapacity, 3600),
    ]

    private static let mechanical: [Unit] = [
        Unit("m", .length), Unit("mm", .length, 1e-3), Unit("um", .length, 1e-6),
        Unit("nm", .length, 1e-9),
        Unit("m/s", .lengthRate), Unit("um/h", .lengthRate, 1e-6 / 3600),
        Unit("m/K", .thermalExpansion), Unit("um/K", .thermalExpansion, 1e-6),
        Unit("m2", .area), Unit("cm2", .area, 1e-4), Unit("mm2", .area, 1e-6),
        Unit("Pa", .pressure), Unit("kPa", .pressure, 1e3), Unit("MPa", .pressure, 1e6),
        Unit("Pa/s", .pressureRate), Unit("kPa/s", .pressureRate, 1e3),
        Unit("MPa/s", .pressureRate, 1e6), Unit("kPa/min", .pressureRate, 1e3 / 60),
        Unit("Pa/m", .stiffness), Unit("MPa/um", .stiffness, 1e12),
        Unit("MPa/mm", .stiffness, 1e9),
        Unit("N", .force), Unit("kN", .force, 1e3),
        Unit("m2/s", .diffusivity), Unit("cm2/s", .diffusivity, 1e-4),
        Unit("Pa per C/m2", .pressurePerCharge),
        Unit("MPa per mAh/cm2", .pressurePerCharge, 1e6 / 3.6e4),
        Unit("V/Pa", .pressureCoefficient), Unit("mV/MPa", .pressureCoefficient, 1e-9),
    ]

    private static let thermal: [Unit] = [
        Unit("K", .temperature), Unit("degC", .temperature, 1, offset: 273.15),
        Unit("K", .temperatureDifference),
        Unit("K/s", .temperatureRate), Unit("K/min", .temperatureRate, 1 / 60.0),
        Unit("J/mol", .molarEnergy), Unit("kJ/mol", .molarEnergy, 1e3),
        Unit("eV", .molarEnergy, PhysicalConstants.joulePerMolePerElectronvolt),
        Unit("V/K", .entropicCoefficient), Unit("mV/K", .entropicCoefficient, 1e-3),
        Unit("J/K", .heatCapacity),
        Unit("W/K", .thermalConductance), Unit("mW/K", .thermalConductance, 1e-3),
    ]

    private static let plain: [Unit] = [
        Unit("s", .duration), Unit("ms", .duration, 1e-3), Unit("us", .duration, 1e-6),
        Unit("min", .duration, 60), Unit("h", .duration, 3600),
        Unit("1", .ratio), Unit("%", .ratio, 1e-2),
        Unit("1/s", .rate), Unit("1/h", .rate, 1 / 3600.0),
        Unit("1/sqrt(s)", .walk), Unit("1/sqrt(h)", .walk, 1 / 60.0),
        Unit("Pa/sqrt(s)", .pressureWalk), Unit("kPa/sqrt(h)", .pressureWalk, 1e3 / 60),
    ]
}
