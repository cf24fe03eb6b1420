public import HAL
public import Quantities

/// What a BQ76952 tells besides the measurements that every cell monitor has.
public struct BQ76952Status: Sendable, Equatable {
    /// Battery Status, 0x12.
    public internal(set) var rawBatteryStatus: UInt16 = 0
    /// Alarm Status, 0x62, as it was latched when the frame was read.
    public internal(set) var rawAlarmStatus: UInt16 = 0
    /// Safety Status A, B and C, 0x03, 0x05 and 0x07.
    public internal(set) var rawSafetyStatusA: UInt8 = 0
    public internal(set) var rawSafetyStatusB: UInt8 = 0
    public internal(set) var rawSafetyStatusC: UInt8 = 0
    /// Permanent Fail Status A (lowest byte) to D, 0x0B to 0x11.
    public internal(set) var rawPermanentFailStatus: UInt32 = 0
    /// FET Status, 0x7F: the drivers and the fault pins.
    public internal(set) var rawDriverStatus: UInt8 = 0
    /// The PACK pin, the load side of transistors if there are any.
    public internal(set) var packPinVoltage = Voltage.zero
    /// The LD pin.
    public internal(set) var loadPinVoltage = Voltage.zero

    init() {}

    /// The safety status in the words common to cell monitors. SLUUBY2B, Safety Status A to C.
    public var trips: CellMonitorTrips {
        var trips: CellMonitorTrips = []
        let (a, b, c) = (rawSafetyStatusA, rawSafetyStatusB, rawSafetyStatusC)
        // COV; COVL.
        if a & 0x08 != 0 || c & 0x10 != 0 { trips.insert(.cellOvervoltage) }
        // CUV.
        if a & 0x04 != 0 { trips.insert(.cellUndervoltage) }
        // OCC.
        if a & 0x10 != 0 { trips.insert(.overcurrentCharge) }
        // OCD1, OCD2; OCD3, OCDL.
        if a & 0x60 != 0 || c & 0xA0 != 0 { trips.insert(.overcurrentDischarge) }
        // SCD; SCDL.
        if a & 0x80 != 0 || c & 0x40 != 0 { trips.insert(.shortCircuit) }
        // OTF, OTINT, OTD, OTC.
        if b & 0xF0 != 0 { trips.insert(.overtemperature) }
        // UTINT, UTD, UTC.
        if b & 0x07 != 0 { trips.insert(.undertemperature) }
        // HWDF.
        if c & 0x02 != 0 { trips.insert(.hostWatchdog) }
        let isFailed = rawBatteryStatus & BQ76952Registers.batteryStatusPermanentFail != 0
        if isFailed || rawPermanentFailStatus != 0 { trips.insert(.permanentFail) }
        return trips
    }
}
