/// The checks that protect the BQ76952's bytes: a CRC per byte on the wire, a sum per buffer.
enum BQ76952CRC {
    /// x⁸ + x² + x + 1, first bit first, nothing reflected or inverted. SLUSE13B, I2C with CRC.
    static let polynomial: UInt8 = 0x07

    /// Extends a CRC by one byte; a CRC begins at 0.
    static func extend(_ crc: UInt8, by byte: UInt8) -> UInt8 {
        var crc = crc ^ byte
        for _ in 0..<8 {
            crc = crc & 0x80 != 0 ? crc << 1 ^ polynomial : crc << 1
        }
        return crc
    }

    /// The CRC of the first data byte of a write, which covers the address byte and the register.
    static func ofFirstWrite(addressByte: UInt8, register: UInt8, data: UInt8) -> UInt8 {
        extend(extend(extend(0, by: addressByte), by: register), by: data)
    }

    /// The CRC of the first data byte of a read, which covers both address bytes and the register.
    static func ofFirstRead(
        writeByte: UInt8, register: UInt8, readByte: UInt8, data: UInt8
    ) -> UInt8 {
        let head = extend(extend(extend(0, by: writeByte), by: register), by: readByte)
        return extend(head, by: data)
    }

    /// The checksum of a transfer buffer: the inverted sum of both address bytes and the data.
    /// SLUUBY2B, data memory access.
    static func bufferChecksum(code: UInt16, data: Span<UInt8>) -> UInt8 {
        var sum = UInt8(truncatingIfNeeded: code) &+ UInt8(truncatingIfNeeded: code >> 8)
        for index in data.indices { sum &+= data[index] }
        return ~sum
    }
}
