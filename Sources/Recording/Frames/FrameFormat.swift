import Control
import Quantities

/// The layout of a frame's body: one blob per recorded step, little-endian, without padding.
///
/// Version 1:
///
/// | Bytes | Content |
/// |---|---|
/// | 1 | format version |
/// | 1 | number of active flags, F |
/// | 2, 2 | number of cells, C; number of stacks, S |
/// | 8·C each | cell voltage in volts; its age in nanoseconds |
/// | 8·C each | cell temperature in kelvins; its age in nanoseconds |
/// | 12 × 4·C | the estimates as Float32, in the order of `CellEstimate` |
/// | C each | status of the voltage; status of the temperature; bits: 0 balancing, 1 consistent |
/// | 8·S each | stack pressure in pascals; its age in nanoseconds |
/// | 8·S each | expected pressure in pascals; pressure rate in pascals per second |
/// | S | status of the pressure |
/// | 39·F | active flags |
///
/// An active flag is its number (2 bytes); kind, grade and scope (1 each); index (2); value and
/// threshold; time and since, both in nanoseconds (8 each). Each flag is contiguous.
///
/// Cells and stacks are stored column by column, so that one quantity of all is contiguous. A
/// status byte says whether its reading is there (``readingIsValid``) or holds the raw value of
/// the reason why not; the value is then not-a-number and the age 0, and neither is looked at.
/// Readings keep every bit. Estimates are rounded to Float32: seven digits, far below their own
/// standard deviation, at half the size.
enum FrameFormat {
    static let version: UInt8 = 1

    /// The status byte of a reading that is there. Reasons count up from 0.
    static let readingIsValid: UInt8 = 0xFF

    static let estimateCount = 12
    static let headerByteCount = 6
    static let bytesPerCell = 4 * 8 + estimateCount * 4 + 3
    static let bytesPerStack = 4 * 8 + 1
    static let bytesPerFlag = 2 + 3 + 2 + 4 * 8

    static let balancingBit: UInt8 = 1 << 0
    static let consistentBit: UInt8 = 1 << 1

    /// Bytes of a body with these numbers of elements.
    static func byteCount(cells: Int, stacks: Int, flags: Int) -> Int {
        headerByteCount + cells * bytesPerCell + stacks * bytesPerStack + flags * bytesPerFlag
    }
}
