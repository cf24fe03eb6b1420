/// Writes numbers one after the other into memory that is large enough. Allocates nothing.
struct ByteWriter {
    private let base: UnsafeMutableRawPointer
    private let capacity: Int
    private(set) var count = 0

    init(_ memory: UnsafeMutableRawBufferPointer) {
        guard let base = memory.baseAddress else {
            preconditionFailure("A writer needs memory to write to.")
        }
        self.base = base
        capacity = memory.count
    }

    mutating func write<Number: FixedWidthInteger>(_ number: Number) {
        let size = MemoryLayout<Number>.size
        precondition(count + size <= capacity, "The memory was measured for all that it holds.")
        base.storeBytes(of: number.littleEndian, toByteOffset: count, as: Number.self)
        count += size
    }

    mutating func write(_ number: Double) { write(number.bitPattern) }

    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            precondition(bytes.count <= Int(UInt16.max), "A name is shorter than 64 KiB.")
            write(UInt16(bytes.count))
            for byte in bytes { write(byte) }
        }
    }
}

/// Reads numbers one after the other; never beyond the end.
struct ByteReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, offset: Int = 0) {
        self.bytes = bytes
        self.offset = offset
    }

    var isAtEnd: Bool { offset == bytes.count }

    mutating func read<Number: FixedWidthInteger>(
        _ type: Number.Type = Number.self
    ) throws(StateDamage) -> Number {
        let size = MemoryLayout<Number>.size
        guard offset + size <= bytes.count else { throw .content("ends too early") }
        defer { offset += size }
        return Number(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }

    mutating func readDouble() throws(StateDamage) -> Double {
        Double(bitPattern: try read(UInt64.self))
    }

    mutating func readText() throws(StateDamage) -> String {
        let count = Int(try read(UInt16.self))
        guard offset + count <= bytes.count else { throw .content("ends too early") }
        defer { offset += count }
        return String(decoding: bytes[offset..<offset + count], as: UTF8.self)
    }
}
