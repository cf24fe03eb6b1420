/// A cell's open-circuit voltage over state of charge at 25 °C and reference pressure, with its
/// dependence on temperature, pressure and the direction it was approached from.
///
/// U(z, T, p, s) = U(z) + d(z, T) + s g(z) + (T − 298.15 K) dU/dT(z) + κ (p − p_ref)
public struct OpenCircuitVoltage: Sendable, Equatable {
    /// U over state of charge, V.
    public let voltage: UniformTable
    /// dU/dT over state of charge, V/K.
    public var entropicCoefficient: UniformTable
    /// d over state of charge and temperature, V: how a measured curve moves with temperature
    /// where a coefficient does not describe it; nil where one does.
    public var temperatureShift: StateMap?
    /// g over state of charge, V, ≥ 0: half the distance between the branches after charging
    /// (s = 1) and after discharging (s = −1).
    public var hysteresisHalfGap: UniformTable
    /// How s follows the charge.
    public var hysteresis: VoltageHysteresis
    /// κ = dU/dp, V/Pa (Maxwell relation between partial molar volume and potential).
    public var pressureCoefficient: Double
    /// p_ref, Pa.
    public var referencePressure: Double
    /// What a voltage leaves open of the state of charge on a plateau, one σ; zero on a slope.
    public let plateau: UniformTable

    public init(
        voltage: UniformTable, entropicCoefficient: UniformTable = UniformTable([0, 0]),
        temperatureShift: StateMap? = nil,
        hysteresisHalfGap: UniformTable = UniformTable([0, 0]),
        hysteresis: VoltageHysteresis = .none, pressureCoefficient: Double = 0,
        referencePressure: Double = 0
    ) {
        self.voltage = voltage
        self.entropicCoefficient = entropicCoefficient
        self.temperatureShift = temperatureShift
        self.hysteresisHalfGap = hysteresisHalfGap
        self.hysteresis = hysteresis
        self.pressureCoefficient = pressureCoefficient
        self.referencePressure = referencePressure
        plateau = Self.plateau(of: voltage)
    }

    /// Tabulates a full cell from its half cells.
    ///
    /// - Parameters:
    ///   - cathode: The positive host, between its lithium fractions at 0 % and 100 % charge.
    ///   - anode: The negative host, likewise. Fractions are ignored for lithium and Li-In.
    public init(
        cathode: HalfCell, cathodeFractionEmpty: Double, cathodeFractionFull: Double,
        anode: HalfCell, anodeFractionEmpty: Double = 0, anodeFractionFull: Double = 1,
        hysteresis: VoltageHysteresis = .none, pressureCoefficient: Double = 0,
        referencePressure: Double = 0, sampleCount: Int = 513
    ) {
        func fractions(_ z: Double) -> (Double, Double) {
            (
                cathodeFractionEmpty + z * (cathodeFractionFull - cathodeFractionEmpty),
                anodeFractionEmpty + z * (anodeFractionFull - anodeFractionEmpty)
            )
        }
        self.init(
            voltage: UniformTable(count: sampleCount) { z in
                let (xc, xa) = fractions(z)
                return cathode.potential(xc) - anode.potential(xa)
            },
            entropicCoefficient: UniformTable(count: sampleCount) { z in
                let (xc, xa) = fractions(z)
                return cathode.entropicCoefficient(xc) - anode.entropicCoefficient(xa)
            },
            hysteresisHalfGap: UniformTable(count: sampleCount) { z in
                let (xc, xa) = fractions(z)
                return cathode.hysteresisHalfGap(xc) + anode.hysteresisHalfGap(xa)
            },
            hysteresis: hysteresis, pressureCoefficient: pressureCoefficient,
            referencePressure: referencePressure)
    }

    /// The open-circuit voltage, V, and its slope over state of charge, V.
    ///
    /// - Parameters:
    ///   - stateOfCharge: z, 0 to 1; beyond, the end segments continue.
    ///   - temperature: T, K.
    ///   - pressure: p, Pa.
    ///   - branch: s, −1 to 1.
    @inlinable
    public func evaluate<L: Lane>(
        stateOfCharge: L, temperature: L, pressure: L, branch: L = .zero
    ) -> (voltage: L, slope: L) {
        let (reference, slope) = voltage.value(at: stateOfCharge)
        let entropic = entropicCoefficient.value(at: stateOfCharge)
        let difference = temperature - PhysicalConstants.referenceTemperature
        let mechanical = (pressure - referencePressure) * pressureCoefficient
        var voltage = reference + difference * entropic.value + mechanical
        var total = slope + difference * entropic.slope
        if let temperatureShift {
            let shift = temperatureShift.evaluate(
                stateOfCharge: stateOfCharge, temperature: temperature)
            voltage = voltage + shift.value
            total = total + shift.slope
        }
        if hysteresis.rate > 0 {
            let gap = hysteresisHalfGap.value(at: stateOfCharge)
            voltage = voltage + branch * gap.value
            total = total + branch * gap.slope
        }
        return (voltage, total)
    }
}
