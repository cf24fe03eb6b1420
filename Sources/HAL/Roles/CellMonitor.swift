public import Quantities

/// Measures every cell voltage of a pack and guards the cells on its own: an analog front end.
public protocol CellMonitor: Device {
    /// How many cells are wired.
    var cellCount: Int { get }

    /// Reads one whole frame into storage that the caller made once.
    ///
    /// - Throws: ``DeviceError/configurationLost`` when the chip was reset since ``start(now:)``;
    ///   ``DeviceError/noFreshData`` when no scan completed since the last frame.
    func readFrame(into frame: inout CellMonitorFrame) throws(DeviceError)

    /// Switches the bleed resistors: bit 0 is the first cell; an empty mask stops. Refresh before
    /// the chip's own time-out or it stops by itself.
    func setBalancing(_ cells: UInt32) throws(DeviceError)
}

/// Everything a cell monitor measured and flagged in one scan.
public struct CellMonitorFrame: Sendable, Equatable {
    /// One value per wired cell, from the most negative cell up.
    public var cellVoltages: [Voltage]
    /// The whole stack, measured apart from the cells.
    public var stackVoltage: Voltage
    /// The monitor's own current measurement; positive charges.
    public var current: Current
    /// The chip's own temperature.
    public var internalTemperature: Temperature
    /// Protections that have tripped in the chip's hardware.
    public var trips: CellMonitorTrips
    /// The raw alarm and status words, for the log.
    public var rawStatus: UInt32

    public init(cellCount: Int) {
        cellVoltages = Array(repeating: .zero, count: cellCount)
        stackVoltage = .zero
        current = .zero
        internalTemperature = .kelvins(0)
        trips = []
        rawStatus = 0
    }
}

/// Protections inside a cell monitor, common to chips of the kind.
public struct CellMonitorTrips: OptionSet, Hashable, Sendable {
    public let rawValue: UInt16
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    /// The protection of that name switched off, or would have.
    public static let cellOvervoltage = Self(rawValue: 1 << 0)
    public static let cellUndervoltage = Self(rawValue: 1 << 1)
    public static let overcurrentCharge = Self(rawValue: 1 << 2)
    public static let overcurrentDischarge = Self(rawValue: 1 << 3)
    public static let shortCircuit = Self(rawValue: 1 << 4)
    public static let overtemperature = Self(rawValue: 1 << 5)
    public static let undertemperature = Self(rawValue: 1 << 6)
    /// The chip missed its host for too long.
    public static let hostWatchdog = Self(rawValue: 1 << 7)
    /// The chip declared itself or the pack permanently failed.
    public static let permanentFail = Self(rawValue: 1 << 8)
}
