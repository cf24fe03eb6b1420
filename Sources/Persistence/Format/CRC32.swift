/// The cyclic redundancy check of Ethernet, gzip and PNG: reflected polynomial 0xEDB88320, all ones
/// at the start and inverted at the end (ITU-T V.42, 8.1.1.6.2). The check of "123456789" is
/// 0xCBF43926.
///
/// It finds every burst of up to 32 bits, so that no flipped byte goes unseen.
enum CRC32 {
    private static let table: [UInt32] = (0..<256).map { index in
        var value = UInt32(index)
        for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        return value
    }

    static func of(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
        var value = UInt32.max
        for byte in bytes { value = value >> 8 ^ table[Int((value ^ UInt32(byte)) & 0xFF)] }
        return ~value
    }
}
