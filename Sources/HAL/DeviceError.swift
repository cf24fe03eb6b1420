/// How a device failed, in the words of its driver. Thrown up to `Control`, where it becomes data.
public enum DeviceError: Error, Equatable, Sendable {
    /// The transfer itself failed.
    case bus(I2CError)
    /// A line of the device could not be read or driven.
    case line(LineError)
    /// Another chip answers at this address.
    case wrongIdentity(expected: UInt32, found: UInt32)
    /// A checksum of the device's own protocol is wrong.
    case checksum
    /// The device did not finish within the number of polls its datasheet allows.
    case notReady
    /// No measurement has completed yet, or none since the last read where the chip can tell.
    case noFreshData
    /// The converter reports the end of its range.
    case saturated
    /// A register does not read back as written. Values are raw register contents.
    case readBack(register: UInt16, wrote: UInt32, found: UInt32)
    /// The device was reset since it was configured and runs on its defaults.
    case configurationLost
    /// The device reports a fault of its own; the value is its raw status.
    case deviceFault(UInt32)
}

extension DeviceError {
    /// Runs bus transfers and gives their error the device's type.
    @inlinable
    public static func wrapping<Result>(
        _ transfers: () throws(I2CError) -> Result
    ) throws(DeviceError) -> Result {
        do { return try transfers() } catch { throw .bus(error) }
    }
}
