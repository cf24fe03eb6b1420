/// A point in time that means something to the next run: by the calendar, and by the kernel's clock
/// of one boot, which nobody can set.
public struct WallMoment: Sendable, Equatable {
    /// Nanoseconds of Unix time.
    public var unixNanoseconds: Int64
    /// The kernel's identity of the boot; zero when not known.
    public var boot: BootIdentity
    /// Nanoseconds since that boot, suspension included.
    public var bootNanoseconds: Int64
    /// Whether something outside the program vouches for the calendar: a time server, or a clock
    /// with a battery. Without either a machine starts with the time it went down at.
    public var isSynchronised: Bool

    public init(
        unixNanoseconds: Int64, boot: BootIdentity, bootNanoseconds: Int64, isSynchronised: Bool
    ) {
        self.unixNanoseconds = unixNanoseconds
        self.boot = boot
        self.bootNanoseconds = bootNanoseconds
        self.isSynchronised = isSynchronised
    }

    /// Before this program was written no clock can be right: 2026-01-01.
    static let earliestPlausible: Int64 = 1_767_225_600_000_000_000
    /// A state is not used after so long a rest as if the clock were right: 20 years.
    static let longestPlausible: Int64 = 20 * 365 * 86_400 * 1_000_000_000

    /// How long ago an earlier moment was, or why nobody can say.
    public func rest(since earlier: WallMoment) -> Rest {
        if boot.isKnown, boot == earlier.boot, bootNanoseconds >= earlier.bootNanoseconds {
            return .known(.nanoseconds(bootNanoseconds - earlier.bootNanoseconds))
        }
        guard isSynchronised, unixNanoseconds >= Self.earliestPlausible else {
            return .unknown(.clockNotSet)
        }
        guard earlier.isSynchronised, earlier.unixNanoseconds >= Self.earliestPlausible else {
            return .unknown(.stampNotSet)
        }
        if unixNanoseconds < earlier.unixNanoseconds { return .unknown(.clockBehindStamp) }
        let elapsed = unixNanoseconds - earlier.unixNanoseconds
        if elapsed > Self.longestPlausible { return .unknown(.tooLong) }
        return .known(.nanoseconds(elapsed))
    }
}

/// The kernel's random identity of one boot, 16 bytes.
public struct BootIdentity: Sendable, Equatable {
    public var high: UInt64
    public var low: UInt64

    public init(high: UInt64 = 0, low: UInt64 = 0) {
        self.high = high
        self.low = low
    }

    /// Whether there is one.
    public var isKnown: Bool { high != 0 || low != 0 }
}

/// How long nobody measured.
public enum Rest: Sendable, Equatable {
    case known(Duration)
    case unknown(Reason)

    /// Why nobody can say.
    public enum Reason: Sendable, Equatable {
        case clockNotSet
        case stampNotSet
        case clockBehindStamp
        case tooLong
    }

    /// The duration; `nil` when not known.
    public var duration: Duration? {
        if case .known(let duration) = self { duration } else { nil }
    }

    /// In words: "not known: the clock reads earlier than the state".
    public var words: String {
        switch self {
        case .known(let duration): Self.span(duration)
        case .unknown(.clockNotSet): "not known: the clock is not set"
        case .unknown(.stampNotSet): "not known: the clock was not set when the state was kept"
        case .unknown(.clockBehindStamp): "not known: the clock reads earlier than the state"
        case .unknown(.tooLong): "not known: the clock reads more than 20 years after the state"
        }
    }

    private static func span(_ duration: Duration) -> String {
        let seconds = duration.components.seconds
        switch seconds {
        case ..<120: return "\(seconds) s"
        case ..<7200: return "\(seconds / 60) min"
        case ..<172_800: return "\(seconds / 3600) h"
        default: return "\(seconds / 86_400) d"
        }
    }
}
