import Glibc

/// The calendar and the kernel's boot clock, for stamping what is kept.
public struct WallClock: Sendable {
    private let read: @Sendable () -> WallMoment

    /// A clock that reads what it is told: a simulation's, or a test's.
    public init(read: @escaping @Sendable () -> WallMoment) { self.read = read }

    /// The machine's own.
    public static let system: WallClock = {
        let boot = BootIdentity.ofThisBoot()
        let isSetByHardware = bootedWithClock()
        return WallClock {
            WallMoment(
                unixNanoseconds: nanoseconds(CLOCK_REALTIME), boot: boot,
                bootNanoseconds: nanoseconds(CLOCK_BOOTTIME),
                isSynchronised: isSetByHardware || isSetByServer)
        }
    }()

    /// The time now. Allocates nothing.
    public var now: WallMoment { read() }

    /// Made by systemd-timesyncd once it has set the clock in this boot
    /// (systemd-timesyncd.service(8)).
    private static let synchronisedPath: StaticString = "/run/systemd/timesync/synchronized"

    /// Without the memory that a string might take.
    private static var isSetByServer: Bool {
        let path = UnsafeRawPointer(synchronisedPath.utf8Start)
        return access(path.assumingMemoryBound(to: CChar.self), F_OK) == 0
    }

    /// Whether the kernel took the time from a clock with a battery when it started: `hctosys` of
    /// the device is then 1 (rtc class, Documentation/ABI/testing/sysfs-class-rtc).
    private static func bootedWithClock() -> Bool {
        firstByte("/sys/class/rtc/rtc0/hctosys") == UInt8(ascii: "1")
            || firstByte("/sys/class/rtc/rtc1/hctosys") == UInt8(ascii: "1")
    }

    private static func firstByte(_ path: String) -> UInt8? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var byte: UInt8 = 0
        return Glibc.read(file, &byte, 1) == 1 ? byte : nil
    }

    private static func nanoseconds(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}

extension BootIdentity {
    /// From a text such as `3b0f0e1c-9d52-4c44-8a3e-1f2d3c4b5a69`; unknown when it is none.
    init(text: String) {
        var halves: [UInt64] = [0, 0]
        let digits = text.compactMap(\.hexDigitValue)
        self.init()
        guard digits.count == 32 else { return }
        for (index, digit) in digits.enumerated() {
            halves[index / 16] = halves[index / 16] << 4 | UInt64(digit)
        }
        self.init(high: halves[0], low: halves[1])
    }

    static func ofThisBoot() -> BootIdentity {
        let file = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { return BootIdentity() }
        defer { close(file) }
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = Glibc.read(file, &bytes, bytes.count)
        guard count > 0 else { return BootIdentity() }
        return BootIdentity(text: String(decoding: bytes[..<count], as: UTF8.self))
    }
}
