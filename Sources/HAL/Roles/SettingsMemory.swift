/// A small non-volatile memory with a serial number of its own.
public protocol SettingsMemory: Device {
    /// Bytes that may be written.
    var capacity: Int { get }

    /// Largest write that does not wrap inside the memory, in bytes; writes are aligned to it.
    var pageSize: Int { get }

    /// The factory serial number (EUI-48 in the low 48 bits).
    func readSerialNumber() throws(DeviceError) -> UInt64

    /// Fills `bytes` from `offset` on; at most 32 bytes.
    func read(at offset: Int, into bytes: inout MutableSpan<UInt8>) throws(DeviceError)

    /// Starts a write inside one page. The memory answers nothing until it is done: a transfer in
    /// that time throws ``DeviceError/notReady``.
    func write(at offset: Int, bytes: Span<UInt8>) throws(DeviceError)
}
