/// A seven-bit I²C address, right-aligned.
///
/// Datasheets that print an eight-bit pair such as 0x10 / 0x11 mean the seven-bit address 0x08.
public struct I2CAddress: Hashable, Sendable, CustomStringConvertible {
    /// 0x08 to 0x77; the rest is reserved by the I²C specification.
    public let sevenBit: UInt8

    /// - Precondition: `sevenBit` is 0x08 to 0x77.
    public init(_ sevenBit: UInt8) {
        precondition(
            (0x08...0x77).contains(sevenBit), "An I2C address is 0x08 to 0x77, seven bits wide.")
        self.sevenBit = sevenBit
    }

    /// The byte that follows START for a write.
    public var writeByte: UInt8 { sevenBit << 1 }

    /// The byte that follows START for a read.
    public var readByte: UInt8 { sevenBit << 1 | 1 }

    public var description: String {
        "0x" + (sevenBit < 16 ? "0" : "") + String(sevenBit, radix: 16)
    }
}
