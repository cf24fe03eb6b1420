public import CellModel
public import Estimation

/// What the sensors say in one row of a log, as the estimator is to see it. What is nil was lost on
/// the way; the log itself stays as it was measured.
public struct SensorReadings: Sendable, Equatable {
    /// A at the instant of the voltage, positive charges.
    public var current: Double?
    /// Mean current since the row before, A, positive charges.
    public var chargeCurrent: Double?
    /// V.
    public var voltage: Double?
    /// K.
    public var temperature: Double?
    /// Growth of the cell since the first row of the log, m; nil where nobody measured it.
    public var thickness: Double?

    /// Everything the log has in a row.
    public init(_ log: MeasuredLog, row: Int, thickness: Double? = nil) {
        current = log.current[row]
        chargeCurrent = log.chargeCurrent[row]
        voltage = log.voltage[row]
        temperature = log.temperature[row]
        self.thickness = thickness
    }

    /// The same for the filter, a thickness as the pressure that stands for it.
    public var inputs: CellInputs<Double> {
        var inputs = CellInputs<Double>()
        if let current, let chargeCurrent {
            inputs.current = current
            inputs.chargeCurrent = chargeCurrent
            inputs.currentIsKnown = true
        }
        if let voltage {
            inputs.voltage = voltage
            inputs.voltageIsKnown = true
        }
        if let temperature {
            inputs.temperature = temperature
            inputs.temperatureIsKnown = true
        }
        if let thickness { inputs.setPressure(thickness * StackLoad<Double>.gaugeStiffness) }
        return inputs
    }
}
