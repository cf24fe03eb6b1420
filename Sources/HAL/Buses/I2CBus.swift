/// An I²C bus, reduced to what SMBus offers, with one entry point.
///
/// Every SMBus operation used here is "write a few bytes, then maybe read a few": an implementation
/// provides ``transfer(to:writing:reading:)`` and the named operations follow from it, so a
/// simulated bus, a faulty one and the kernel's each have a single place where bytes pass.
///
/// On the wire: START, address with write bit and the bytes of `writing` (left out when empty),
/// then a repeated START, address with read bit and the bytes of `reading` (left out when empty),
/// then STOP. Shapes in use, written count and read count: (1, 0) send byte, (0, 1) receive byte,
/// (2, 0) write byte data, (3, 0) write word, (1, 1) read byte data, (1, 2) read word,
/// (1, 3…32) read block, (4…33, 0) write block. No other shape may be asked for: `LinuxHAL` maps
/// each onto one call.
///
/// Objects of this kind are deliberately not `Sendable`: the control thread owns them.
public protocol I2CBus: AnyObject {
    /// Performs one transfer, from START to STOP.
    ///
    /// - Parameters:
    ///   - address: The seven-bit address.
    ///   - writing: At most 33 bytes: a register and up to 32 data bytes.
    ///   - reading: At most 32 bytes, filled from the device. Unspecified when an error is thrown.
    /// - Throws: ``I2CError``; nothing may be assumed about what the device took.
    func transfer(
        to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
    ) throws(I2CError)

    /// Clocks the bus free of a device that holds the data line low: at least nine clocks, then
    /// STOP. Returns when the line is free.
    ///
    /// - Parameter unused: An address that nobody on the bus has.
    /// - Throws: `unsupported` where the controller cannot; `busStuck` when the line stays low.
    func clear(addressing unused: I2CAddress) throws(I2CError)
}

extension I2CBus {
    /// Most controllers cannot.
    public func clear(addressing unused: I2CAddress) throws(I2CError) { throw .unsupported }

    /// SMBus Send Byte: one byte without a register.
    public func sendByte(_ value: UInt8, to address: I2CAddress) throws(I2CError) {
        let bytes: InlineArray<1, UInt8> = [value]
        var nothing = MutableSpan<UInt8>()
        try transfer(to: address, writing: bytes.span, reading: &nothing)
    }

    /// SMBus Receive Byte: one byte without a register.
    public func receiveByte(from address: I2CAddress) throws(I2CError) -> UInt8 {
        var bytes: InlineArray<1, UInt8> = [0]
        var reading = bytes.mutableSpan
        try transfer(to: address, writing: Span<UInt8>(), reading: &reading)
        return bytes[0]
    }

    /// SMBus Read Byte Data.
    public func readByte(_ register: UInt8, from address: I2CAddress) throws(I2CError) -> UInt8 {
        let writing: InlineArray<1, UInt8> = [register]
        var bytes: InlineArray<1, UInt8> = [0]
        var reading = bytes.mutableSpan
        try transfer(to: address, writing: writing.span, reading: &reading)
        return bytes[0]
    }

    /// SMBus Write Byte Data.
    public func writeByte(
        _ value: UInt8, register: UInt8, to address: I2CAddress
    ) throws(I2CError) {
        let bytes: InlineArray<2, UInt8> = [register, value]
        var nothing = MutableSpan<UInt8>()
        try transfer(to: address, writing: bytes.span, reading: &nothing)
    }

    /// SMBus Read Word: the first byte on the wire is the low byte.
    ///
    /// Chips that send the high byte first (TMP117, INA228) need `.byteSwapped`.
    public func readWord(_ register: UInt8, from address: I2CAddress) throws(I2CError) -> UInt16 {
        let writing: InlineArray<1, UInt8> = [register]
        var bytes: InlineArray<2, UInt8> = [0, 0]
        var reading = bytes.mutableSpan
        try transfer(to: address, writing: writing.span, reading: &reading)
        return UInt16(bytes[0]) | UInt16(bytes[1]) << 8
    }

    /// SMBus Write Word: the first byte on the wire is the low byte.
    public func writeWord(
        _ value: UInt16, register: UInt8, to address: I2CAddress
    ) throws(I2CError) {
        let bytes: InlineArray<3, UInt8> = [
            register, UInt8(truncatingIfNeeded: value), UInt8(truncatingIfNeeded: value >> 8),
        ]
        var nothing = MutableSpan<UInt8>()
        try transfer(to: address, writing: bytes.span, reading: &nothing)
    }

    /// I²C block read (no count byte): 1 to 32 bytes from consecutive positions.
    public func readBlock(
        _ register: UInt8, from address: I2CAddress, into bytes: inout MutableSpan<UInt8>
    ) throws(I2CError) {
        let writing: InlineArray<1, UInt8> = [register]
        try transfer(to: address, writing: writing.span, reading: &bytes)
    }

    /// I²C block write (no count byte): 1 to 32 bytes to consecutive positions.
    public func writeBlock(
        _ register: UInt8, to address: I2CAddress, bytes: Span<UInt8>
    ) throws(I2CError) {
        precondition(bytes.count <= 32, "An SMBus block holds at most 32 bytes.")
        var buffer = InlineArray<33, UInt8>(repeating: 0)
        buffer[0] = register
        for index in bytes.indices { buffer[index + 1] = bytes[index] }
        var nothing = MutableSpan<UInt8>()
        try transfer(
            to: address, writing: buffer.span.extracting(0..<(bytes.count + 1)),
            reading: &nothing)
    }
}
