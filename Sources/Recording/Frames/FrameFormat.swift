import Control
import Protection
import Quantities

/// The layout of a frame's body: one blob per recorded step, little-endian, without padding.
///
/// Version 2:
///
/// | Bytes | Content |
/// |---|---|
/// | 1 | format version |
/// | 1 | number of active flags, F |
/// | 2, 2 | number of cells, C; number of stacks, S |
/// | 8·C each | cell voltage in volts; its age in nanoseconds |
/// | 8·C each | cell temperature in kelvins; its age in nanoseconds |
/// | 21 × 4·C | the estimates as Float32, in the order of ``EstimateColumns`` |
/// | 6 × 4·C | health as Float32: ratio and deviation of capacity, resistance, interface |
/// | C each | status of the voltage; status of the temperature; bits: 0 balancing, 1 consistent |
/// | C each | what is observed; the mechanical channel; bits 0 to 2: which health is observed |
/// | 8·S each | stack pressure in pascals; its age in nanoseconds |
/// | 8·S each | expected pressure in pascals; pressure rate in pascals per second |
/// | S | status of the pressure |
/// | 1 | bits: 0 limits are there, 1 the outlook is there |
/// | 2 × 30 | limits of charge and discharge |
/// | 6 × 38 | charge for 2, 10 and 60 s, then discharge: a limit and its power in watts |
/// | 19 × 8 | the energy outlook: value, low and high of each; the mean current |
/// | 39·F | active flags |
///
/// A limit is its current (8); cause, what of it, scope (1 each); index (2); value and threshold (8
/// each); whether it recovers (1). What is not there is not-a-number.
///
/// Version 1 has neither health nor the outlook, of estimates the first twelve, and no columns of
/// what is observed.
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
    static let version: UInt8 = 2

    /// The status byte of a reading that is there. Reasons count up from 0.
    static let readingIsValid: UInt8 = 0xFF

    static let headerByteCount = 6
    static let bytesPerStack = 4 * 8 + 1
    static let bytesPerFlag = 2 + 3 + 2 + 4 * 8
    static let bytesPerLimit = 8 + 3 + 2 + 2 * 8 + 1
    static let outlookByteCount = 1 + 2 * bytesPerLimit + 6 * (bytesPerLimit + 8) + 19 * 8

    static func bytesPerCell(version: UInt8) -> Int {
        version == 1 ? 4 * 8 + 12 * 4 + 3 : 4 * 8 + (21 + 6) * 4 + 6
    }

    static let balancingBit: UInt8 = 1 << 0
    static let consistentBit: UInt8 = 1 << 1

    static let limitsBit: UInt8 = 1 << 0
    static let outlookBit: UInt8 = 1 << 1

    /// Bytes of a body with these numbers of elements.
    static func byteCount(
        cells: Int, stacks: Int, flags: Int, version: UInt8 = FrameFormat.version
    ) -> Int {
        headerByteCount + cells * bytesPerCell(version: version) + stacks * bytesPerStack
            + (version == 1 ? 0 : outlookByteCount) + flags * bytesPerFlag
    }

    /// Signals that a limit may name, at their position in a log. New ones are added at the end;
    /// 255 stands for any other.
    static let limitSignals: InlineArray<10, Signal> = [
        .cellVoltage, .cellTemperature, .cellTemperatureRate, .temperatureSpread, .packCurrent,
        .currentWithContactorsOpen, .stackPressure, .stackPressureRate, .stackPreloadDeficit,
        .stackPressureImbalance,
    ]
}
