public import Quantities

/// Measures one temperature.
public protocol TemperatureSensor: Device {
    /// The last completed conversion.
    ///
    /// - Throws: ``DeviceError/noFreshData`` before the first conversion has completed.
    func readTemperature() throws(DeviceError) -> Sample<Temperature>
}

/// Measures the pack current and the voltage at one side of the contactors.
public protocol CurrentSensor: Device {
    /// The last completed conversion; positive charges the battery.
    func readCurrent() throws(DeviceError) -> Sample<Current>

    /// The voltage on the load side of the contactors, ≥ 0.
    func readBusVoltage() throws(DeviceError) -> Sample<Voltage>

    /// Charge counted by the chip since its accumulator was cleared; positive went into the
    /// battery.
    func readCharge() throws(DeviceError) -> Sample<Charge>
}

/// Measures a resistive bridge such as a load cell, ratiometrically.
public protocol BridgeSensor: Device {
    /// The bridge output over its excitation, in volts per volt, signed. What force that means is
    /// the pack file's business (sensitivity, area, tare), not the chip's.
    ///
    /// - Throws: ``DeviceError/noFreshData`` when no conversion completed since the last read;
    ///   ``DeviceError/saturated`` at the end of the converter's range.
    func readBridgeRatio() throws(DeviceError) -> Sample<Double>
}
