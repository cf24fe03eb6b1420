import CLinuxHAL

/// The system calls under an I²C bus, one function each: the line at which tests take over.
///
/// Every result is 0 or more, or a negated errno.
protocol SMBusCalls {
    /// - Parameter path: Zero-terminated.
    func open(_ path: [CChar]) -> Int32
    /// Which device file is open, and which is at a path.
    func node(of descriptor: Int32, _ node: inout DeviceNode) -> Int32
    func node(at path: [CChar], _ node: inout DeviceNode) -> Int32
    func close(_ descriptor: Int32)
    func functions(_ descriptor: Int32, _ functions: inout UInt64) -> Int32
    func select(_ descriptor: Int32, _ address: UInt8) -> Int32
    func setTimeout(_ descriptor: Int32, tensOfMilliseconds: UInt) -> Int32
    func setRetries(_ descriptor: Int32, _ retries: UInt) -> Int32
    /// What sysfs says of the adapter behind a bus. Allocates nothing.
    func adapter(_ paths: AdapterPaths) -> I2CAdapter
    /// Nanoseconds of the monotonic clock.
    func now() -> Int64
    /// The name of the kernel driver bound to an address, if sysfs tells.
    func driver(bus: String, _ address: UInt8) -> String?

    func readByte(_ descriptor: Int32) -> Int32
    func writeByte(_ descriptor: Int32, _ value: UInt8) -> Int32
    func readByteData(_ descriptor: Int32, _ register: UInt8) -> Int32
    func writeByteData(_ descriptor: Int32, _ register: UInt8, _ value: UInt8) -> Int32
    func readWordData(_ descriptor: Int32, _ register: UInt8) -> Int32
    func writeWordData(_ descriptor: Int32, _ register: UInt8, _ value: UInt16) -> Int32
    func readBlock(
        _ descriptor: Int32, _ register: UInt8, count: UInt8, into bytes: inout SMBusBlock
    ) -> Int32
    func writeBlock(
        _ descriptor: Int32, _ register: UInt8, count: UInt8, from bytes: SMBusBlock
    ) -> Int32
    /// A whole transfer as messages.
    func exchange(
        _ descriptor: Int32, _ address: UInt8, writing: Span<UInt8>,
        reading: inout MutableSpan<UInt8>
    ) -> Int32
}

/// The largest block of SMBus. libi2c may fill all of it, whatever the count.
typealias SMBusBlock = InlineArray<32, UInt8>

/// The functions of an adapter that the bus needs, with their names in SMBus.
enum SMBusFunctions {
    /// Whether the adapter does combined messages, so that every shape of transfer is one call.
    static func hasMessages(_ functions: UInt64) -> Bool {
        functions & hal_i2c_function_messages != 0
    }

    private static let needed: [(name: String, bits: UInt64)] = [
        ("byte", hal_i2c_function_byte),
        ("byte data", hal_i2c_function_byte_data),
        ("word data", hal_i2c_function_word_data),
        ("I2C block", hal_i2c_function_block),
    ]

    /// Whether the adapter does every SMBus call that is needed.
    static func hasAll(_ functions: UInt64) -> Bool {
        needed.allSatisfy { functions & $0.bits == $0.bits }
    }

    /// What of the needed functions is not in the mask of `I2C_FUNCS`.
    static func missing(from functions: UInt64) -> [String] {
        needed.filter { functions & $0.bits != $0.bits }.map(\.name)
    }
}

/// The real calls: i2c-dev's ioctls and libi2c.
struct KernelSMBusCalls: SMBusCalls {
    func open(_ path: [CChar]) -> Int32 { hal_i2c_open(path) }
    func node(of descriptor: Int32, _ node: inout DeviceNode) -> Int32 {
        var found = hal_node()
        let returned = hal_node_of(descriptor, &found)
        if returned >= 0 { node = DeviceNode(found) }
        return returned
    }

    func node(at path: [CChar], _ node: inout DeviceNode) -> Int32 {
        var found = hal_node()
        let returned = hal_node_at(path, &found)
        if returned >= 0 { node = DeviceNode(found) }
        return returned
    }

    func close(_ descriptor: Int32) { _ = hal_close(descriptor) }

    func functions(_ descriptor: Int32, _ functions: inout UInt64) -> Int32 {
        hal_i2c_functions(descriptor, &functions)
    }

    func select(_ descriptor: Int32, _ address: UInt8) -> Int32 {
        hal_i2c_select(descriptor, address)
    }

    func setTimeout(_ descriptor: Int32, tensOfMilliseconds: UInt) -> Int32 {
        hal_i2c_set_timeout(descriptor, tensOfMilliseconds)
    }

    func setRetries(_ descriptor: Int32, _ retries: UInt) -> Int32 {
        hal_i2c_set_retries(descriptor, retries)
    }

    func adapter(_ paths: AdapterPaths) -> I2CAdapter {
        typealias Text = UnsafeMutableBufferPointer<UInt8>
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 512) { room -> I2CAdapter in
            room.initialize(repeating: 0)
            let driver = Text(rebasing: room[..<256])
            let name = Text(rebasing: room[256...])
            return I2CAdapter(
                name: Self.read(name) { hal_read_line(paths.name, $0, $1) }
                    ? name.prefix { $0 != 0 } : nil,
                driver: Self.read(driver) { hal_read_link(paths.driver, $0, $1) }
                    ? driver.lastComponent : nil)
        }
    }

    /// Has C code put text into a buffer; whether it did.
    private static func read(
        _ buffer: UnsafeMutableBufferPointer<UInt8>,
        _ body: (UnsafeMutablePointer<CChar>, Int) -> Int32
    ) -> Bool {
        buffer.withMemoryRebound(to: CChar.self) { text in
            guard let first = text.baseAddress else { return false }
            return body(first, text.count) >= 0
        }
    }

    func now() -> Int64 { hal_monotonic_now() }

    func driver(bus: String, _ address: UInt8) -> String? {
        let digits = String(address, radix: 16)
        let device =
            AdapterPaths.number(of: bus) + "-" + String(repeating: "0", count: 4 - digits.count)
            + digits
        return linkTarget("/sys/bus/i2c/devices/" + device + "/driver")
            .flatMap { $0.split(separator: "/").last }.map(String.init)
    }

    func readByte(_ descriptor: Int32) -> Int32 { hal_i2c_read_byte(descriptor) }

    func writeByte(_ descriptor: Int32, _ value: UInt8) -> Int32 {
        hal_i2c_write_byte(descriptor, value)
    }

    func readByteData(_ descriptor: Int32, _ register: UInt8) -> Int32 {
        hal_i2c_read_byte_data(descriptor, register)
    }

    func writeByteData(_ descriptor: Int32, _ register: UInt8, _ value: UInt8) -> Int32 {
        hal_i2c_write_byte_data(descriptor, register, value)
    }

    func readWordData(_ descriptor: Int32, _ register: UInt8) -> Int32 {
        hal_i2c_read_word_data(descriptor, register)
    }

    func writeWordData(_ descriptor: Int32, _ register: UInt8, _ value: UInt16) -> Int32 {
        hal_i2c_write_word_data(descriptor, register, value)
    }

    func readBlock(
        _ descriptor: Int32, _ register: UInt8, count: UInt8, into bytes: inout SMBusBlock
    ) -> Int32 {
        var span = bytes.mutableSpan
        return span.withUnsafeMutableBufferPointer {
            hal_i2c_read_block(descriptor, register, count, $0.baseAddress)
        }
    }

    func writeBlock(
        _ descriptor: Int32, _ register: UInt8, count: UInt8, from bytes: SMBusBlock
    ) -> Int32 {
        bytes.span.withUnsafeBufferPointer {
            hal_i2c_write_block(descriptor, register, count, $0.baseAddress)
        }
    }

    func exchange(
        _ descriptor: Int32, _ address: UInt8, writing: Span<UInt8>,
        reading: inout MutableSpan<UInt8>
    ) -> Int32 {
        writing.withUnsafeBufferPointer { written in
            reading.withUnsafeMutableBufferPointer { read in
                hal_i2c_exchange(
                    descriptor, address, written.baseAddress, UInt16(written.count),
                    read.baseAddress, UInt16(read.count))
            }
        }
    }
}

extension UnsafeMutableBufferPointer<UInt8> {
    /// Of a zero-terminated path, what follows its last slash.
    fileprivate var lastComponent: Slice<Self> {
        let path = prefix { $0 != 0 }
        let slash = path.lastIndex(of: UInt8(ascii: "/"))
        return path[(slash.map { $0 + 1 } ?? path.startIndex)...]
    }
}

/// Where a symbolic link points, or `nil` when it cannot be read.
func linkTarget(_ path: String) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
        guard let target = buffer.baseAddress else { return nil }
        return hal_read_link(path, target, 256) < 0 ? nil : String(cString: target)
    }
}
