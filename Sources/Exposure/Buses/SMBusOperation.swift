/// The kinds of SMBus operation as i2c-dev numbers them, and what an exposed bus can do of them.
enum SMBusOperation: UInt32 {
    case quick = 0
    case byte = 1
    case byteData = 2
    case wordData = 3
    case processCall = 4
    case blockData = 5
    case blockProcessCall = 7
    case i2cBlockData = 8

    /// Largest block of SMBus.
    static let blockLimit = 32

    /// The answer to `I2C_FUNCS`: plain I²C and everything that follows from it by the kernel's own
    /// emulation. Not in it: packet error checking and reads whose length the chip decides, which
    /// no chip of a rig has.
    static let functions: UInt64 =
        0x0000_0001  // I2C
        | 0x0001_0000  // quick
        | 0x0006_0000  // byte
        | 0x0018_0000  // byte data
        | 0x0060_0000  // word data
        | 0x0080_0000  // process call
        | 0x0200_0000  // block write
        | 0x0C00_0000  // I2C block
}
