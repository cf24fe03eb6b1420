import Glibc

/// What the kernel says of the board's own supply.
///
/// The Raspberry Pi's firmware compares the 5 V input with 4.63 V; the kernel's driver
/// (drivers/hwmon/raspberrypi-hwmon.c) asks it every two seconds whether that was undercut since
/// and shows the answer as an alarm. Reading the alarm returns what the driver remembers: it waits
/// for no hardware.
///
/// Not sendable: it belongs to the thread that asks.
public final class SupplyAlarm {
    /// The file of the alarm.
    public let path: String
    private let descriptor: Int32

    /// The driver that answers from memory; others might measure when asked.
    private static let driver = "rpi_volt"
    private static let deviceCountMaximum = 64

    /// The alarm of this board; `nil` where its kernel has none.
    ///
    /// - Parameter folder: Where the kernel lists its monitors.
    public init?(folder: String = "/sys/class/hwmon") {
        for number in 0..<Self.deviceCountMaximum {
            let device = "\(folder)/hwmon\(number)"
            guard Self.name(of: device) == Self.driver else { continue }
            let file = "\(device)/in0_lcrit_alarm"
            let descriptor = open(file, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            path = file
            self.descriptor = descriptor
            return
        }
        return nil
    }

    deinit { close(descriptor) }

    /// Whether the supply is too low, or was since the driver last looked; `nil` when the kernel
    /// does not answer. Neither waits nor allocates.
    public var isLow: Bool? {
        var byte: UInt8 = 0
        guard pread(descriptor, &byte, 1, 0) == 1 else { return nil }
        return byte == UInt8(ascii: "1")
    }

    private static func name(of device: String) -> String? {
        let file = open("\(device)/name", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 32)
        let count = read(file, &bytes, bytes.count)
        guard count > 0 else { return nil }
        return String(decoding: bytes[..<count].prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }
}
