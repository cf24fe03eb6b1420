public import CellModel

/// What the sensors say about one cell (per lane) in one step. A value whose mask is false, or
/// that is not finite, is not used.
@frozen
public struct CellInputs<L: Lane>: Sendable {
    /// A at the instant of the voltage, positive charges.
    public var current: L
    /// Mean current over the interval, A: what the charge count uses.
    public var chargeCurrent: L
    public var currentIsKnown: L.Mask
    /// V.
    public var voltage: L
    public var voltageIsKnown: L.Mask
    /// K.
    public var temperature: L
    public var temperatureIsKnown: L.Mask
    /// Stack pressure, Pa.
    public var pressure: L
    public var pressureIsKnown: L.Mask

    /// Nothing known.
    @inlinable
    public init() {
        let never = L.isLess(.one, .zero)
        current = .zero
        chargeCurrent = .zero
        currentIsKnown = never
        voltage = .zero
        voltageIsKnown = never
        temperature = .zero
        temperatureIsKnown = never
        pressure = .zero
        pressureIsKnown = never
    }

    /// Current, voltage and temperature known in every lane.
    @inlinable
    public init(current: L, voltage: L, temperature: L) {
        self.init()
        let always = L.isLess(.zero, .one)
        self.current = current
        chargeCurrent = current
        currentIsKnown = always
        self.voltage = voltage
        voltageIsKnown = always
        self.temperature = temperature
        temperatureIsKnown = always
    }

    /// Makes the pressure known in every lane.
    @inlinable
    public mutating func setPressure(_ value: L) {
        pressure = value
        pressureIsKnown = L.isLess(.zero, .one)
    }
}

/// The stack around one cell as that cell's filter sees it: the other cells enter as known
/// thicknesses, and how little they are known adds to the noise of the measurement.
///
/// p = `othersPressure` + `stiffness` Δh(z, θ) + b_p
@frozen
public struct StackLoad<L: Lane>: Sendable {
    /// K_f N, Pa per metre of one layer of this cell.
    public var stiffness: L
    /// p_pre + K_f Σ N Δh over the other cells, Pa.
    public var othersPressure: L
    /// Variance of the latter, Pa².
    public var othersVariance: L
    /// Whether the zero of the measurement is arbitrary, as that of a gauge put on at any charge
    /// is: only changes count, and the first reading sets the bias.
    public var isRelative = false

    @inlinable
    public init(stiffness: L, othersPressure: L, othersVariance: L) {
        self.stiffness = stiffness
        self.othersPressure = othersPressure
        self.othersVariance = othersVariance
    }

    /// A cell alone in its fixture.
    @inlinable
    public init(fixture: StackFixture, layerCount: Double) {
        self.init(
            stiffness: L(fixture.stiffness * layerCount), othersPressure: L(fixture.preload),
            othersVariance: .zero)
    }

    /// No fixture: ambient pressure, and nothing a cell does changes it.
    @inlinable
    public static var none: Self {
        Self(stiffness: .zero, othersPressure: L(101_325), othersVariance: .zero)
    }
}

extension StackLoad {
    /// Pressure that stands for a metre of thickness, Pa/m: a thickness gauge enters the filter as
    /// a press of this stiffness, so that one law serves both. At 1 µm, the noise of ordinary
    /// gauges, it makes the 10 kPa of ordinary load cells.
    @inlinable public static var gaugeStiffness: Double { 1e10 }

    /// A cell that grows freely under a thickness gauge of arbitrary zero. Readings, in metres, are
    /// given as pressures: times ``gaugeStiffness``.
    @inlinable
    public static func thicknessGauge(layerCount: Double) -> Self {
        var load = Self(
            stiffness: L(gaugeStiffness * layerCount), othersPressure: .zero,
            othersVariance: .zero)
        load.isRelative = true
        return load
    }
}
