/// The result registers of an INA228 after one conversion cycle, as signed codes.
struct INA228Results {
    /// What turns a shunt voltage into a current code.
    struct Configuration {
        /// ADCRANGE: ±40.96 mV instead of ±163.84 mV.
        let isNarrow: Bool
        let shuntCal: Int64
        /// Parts per million and kelvin; zero when compensation is off.
        let temperatureCoefficient: Double
    }

    /// 20 bits, 312.5 or 78.125 nV.
    private(set) var shunt: Int64 = 0
    /// 20 bits, 195.3125 µV.
    private(set) var bus: Int64 = 0
    /// 16 bits, 7.8125 m°C.
    private(set) var temperature: Int64 = 0
    /// 20 bits, in the unit that SHUNT_CAL defines.
    private(set) var current: Int64 = 0
    /// 24 bits, 3.2 of the current's unit.
    private(set) var power: Int64 = 0
    /// MATHOF: current or power did not fit.
    private(set) var hasOverflowed = false

    init() {}

    /// - Parameter enabled: Channels of this cycle: bit 0 bus, bit 1 shunt, bit 2 temperature; the
    ///   others keep their previous result.
    init(
        shuntVoltage: Double, busVoltage: Double, dieCelsius: Double, enabled: UInt64,
        configuration: Configuration, previous: INA228Results
    ) {
        self = previous
        if enabled & 1 != 0 { bus = Self.code(busVoltage / 195.312_5e-6, 0...0x7_FFFF) }
        if enabled & 2 != 0 {
            let step = configuration.isNarrow ? 78.125e-9 : 312.5e-9
            shunt = Self.code(shuntVoltage / step, -0x8_0000...0x7_FFFF)
        }
        if enabled & 4 != 0 { temperature = Self.code(dieCelsius / 7.812_5e-3, -0x8000...0x7FFF) }

        // SHUNT_CAL stands for shunt times current step (section 8.1.2), so it divides. The worked
        // example of section 8.2.2.5 shows that the rest is cut off.
        let shuntDrift = configuration.temperatureCoefficient * 1e-6
        let resistance = 1 + shuntDrift * (Double(temperature) * 7.812_5e-3 - 25)
        let divisor = Double(configuration.shuntCal) * resistance
        let amount = divisor == 0 ? 0 : (Double(shunt) * 4_096 / divisor).rounded(.towardZero)
        current = Self.code(amount, -0x8_0000...0x7_FFFF)
        let watts = Double(bus) * 195.312_5e-6 * Double(current.magnitude) / 3.2
        power = Self.code(watts, 0...0xFF_FFFF)
        hasOverflowed =
            amount > 0x7_FFFF || amount < -0x8_0000 || watts.rounded() > 0xFF_FFFF
    }

    private static func code(_ counts: Double, _ range: ClosedRange<Int64>) -> Int64 {
        let bounded = max(Double(range.lowerBound), min(Double(range.upperBound), counts))
        return Int64(bounded.rounded())
    }
}

/// The two 40-bit accumulators of an INA228 and what is left below their last bit.
struct INA228Accumulators {
    /// CHARGE, two's complement in 40 bits.
    private(set) var charge: UInt64 = 0
    /// ENERGY, unsigned in 40 bits.
    private(set) var energy: UInt64 = 0
    /// Current codes times microseconds; a million make one count.
    private var chargeRemainder: Int64 = 0
    /// Power codes times microseconds; sixteen million make one count.
    private var energyRemainder: Int64 = 0

    private static let mask: UInt64 = 0xFF_FFFF_FFFF

    /// - Returns: Whether the accumulator overflowed and wrapped.
    mutating func addCharge(current: Int64, microseconds: Int64) -> Bool {
        let (units, part) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        let (carry, rest) = (chargeRemainder + current * part)
            .quotientAndRemainder(dividingBy: 1_000_000)
        chargeRemainder = rest
        let counts = current * units + carry
        let before = Int64(bitPattern: charge << 24) >> 24
        let after = before + counts
        charge = UInt64(bitPattern: after) & Self.mask
        return after > 0x7F_FFFF_FFFF || after < -0x80_0000_0000
    }

    /// - Returns: Whether the accumulator overflowed and wrapped.
    mutating func addEnergy(power: Int64, microseconds: Int64) -> Bool {
        let (units, part) = microseconds.quotientAndRemainder(dividingBy: 16_000_000)
        let (carry, rest) = (energyRemainder + power * part)
            .quotientAndRemainder(dividingBy: 16_000_000)
        energyRemainder = rest
        let counts = power * units + carry
        let after = energy + UInt64(counts)
        energy = after & Self.mask
        return after > Self.mask
    }
}
