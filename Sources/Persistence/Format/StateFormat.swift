import Control
import Estimation

/// The layout of one copy of the state: little-endian, without padding; numbers are Float64 unless
/// said otherwise.
///
/// | Offset | Bytes | Content |
/// |---|---|---|
/// | 0 | 8 | `SBMSTATE` in ASCII |
/// | 8 | 4 | version, 1 |
/// | 12 | 4 | length L of the copy with its check, bytes |
/// | 16 | 8 | sequence number: 1 for the first copy ever, one more for each after it |
/// | 24 | 8 | when it was kept, nanoseconds of Unix time |
/// | 32 | 16 | the kernel's identity of the boot, zero when not known |
/// | 48 | 8 | time since that boot, nanoseconds |
/// | 56 | 1 | bits: 0 the run ended in order, 1 the calendar was synchronised |
/// | 57 | 2, 2 | number of cells, C; number of stacks, S |
/// | 61 | 4 × (2 + n) | length and UTF-8 of four texts: pack, layout, configuration, program |
/// | … | 3 × 8 | closings of the negative, precharge and positive contactor (unsigned) |
/// | … | 2 × 8 | charge that went in and came out, coulombs |
/// | … | 25·S | highest pressure, Pa; tare, V/V; its Unix time, s (8, signed); bit 0: distrusted |
/// | … | 305·C | 7 values, 28 covariances; contact lost; branch, its σ; bit 0: measured |
/// | … | 2 | number of flags, F |
/// | … | 15·F | diagnostic (2), grade (1), directions (1), scope (1), index (2), value (8) |
/// | L − 4 | 4 | CRC-32 of all before it |
///
/// A stack without a tare of its own has not-a-number there, a tare without a time the least
/// number. Values and covariances, by rows, are in the order of ``LastingCell/State``. What a file
/// holds beyond L is not looked at. Magic, version, length and check keep their places
/// in every version, so that a program can tell another version from damage.
enum StateFormat {
    static let magic = StaticString("SBMSTATE")
    static let version: UInt32 = 1

    static let versionOffset = 8
    static let lengthOffset = 12
    static let sequenceOffset = 16
    static let checkByteCount = 4
    /// What comes before the four texts.
    static let headerByteCount = 61
    static let bytesPerStack = 25
    static let unknownTime = Int64.min
    /// More copies than were ever written; room to count on.
    static let sequenceMaximum = UInt64.max / 2
    static let bytesPerCell = (7 + 28 + 3) * 8 + 1
    static let bytesPerFlag = 15
    static let orderlyBit: UInt8 = 1
    static let synchronisedBit: UInt8 = 2
    static let distrustedBit: UInt8 = 1
    static let measuredBit: UInt8 = 1

    /// Larger than any pack of 16-bit indices needs that one board could measure; a length beyond
    /// it is damage.
    static let byteCountMaximum = 4 << 20

    /// Bytes of a copy with this many flags.
    static func byteCount(identity: StateIdentity, flags: Int) -> Int {
        let texts =
            identity.packName.utf8.count + identity.layoutDigest.utf8.count
            + identity.configurationDigest.utf8.count + identity.programVersion.utf8.count
        return headerByteCount + 4 * 2 + texts + 5 * 8 + identity.stackCount * bytesPerStack
            + identity.cellCount * bytesPerCell + 2 + flags * bytesPerFlag + checkByteCount
    }
}
