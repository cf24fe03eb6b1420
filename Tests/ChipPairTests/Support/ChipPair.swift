import HAL
import Quantities
import SimulatedChips
import Testing

/// A driver wired to its simulated chip: all that the shared suite needs to know of a pair.
///
/// Values are plain numbers in the unit of the driver's measurement, so that one suite serves a
/// thermometer, an analog front end and a memory. A pair is built anew for every check.
protocol ChipPair: AnyObject {
    /// The bus between the two.
    var bus: TestBus { get }
    /// The simulated chip.
    var chip: any SimulatedDevice { get }
    /// The driver, as every device.
    var device: any Device { get }

    /// What ``Device/identify()`` returns for a genuine chip; `nil` for a chip without identity.
    var identity: UInt32? { get }
    /// Makes the chip answer as another part.
    func answerAsAnotherChip()

    /// Registers with their power-on contents, by the datasheet.
    var powerOnRegisters: [PowerOnRegister] { get }
    /// Reads one of them without the driver.
    func readRegister(_ register: PowerOnRegister) throws(I2CError) -> UInt64

    /// Physical values beside the codes that the datasheet gives for them.
    var vectors: [DatasheetVector] { get }
    /// The measurement's code as it lies in the chip, read without the driver.
    func readRawCode() throws(I2CError) -> Int64

    /// What the chip can measure.
    var range: ClosedRange<Double> { get }
    /// The measurement's step.
    var leastSignificantBit: Double { get }
    /// Error beyond half a step that the datasheet's arithmetic itself makes.
    var statedError: Double { get }

    /// Sets the physical input.
    func apply(_ value: Double)
    /// Time after which an input shows in the result.
    var conversionTime: Duration { get }
    /// One measurement through the driver.
    func measure() throws(DeviceError) -> Sample<Double>

    /// Stops the chip's conversions while its registers keep answering.
    func freeze()
    /// Takes the chip's supply away for a moment in the middle of a run.
    func powerCycle()
    /// How staleness shows.
    var staleness: Staleness { get }
    /// Whether the transport detects corrupted bytes.
    var hasChecksum: Bool { get }
    /// What a measurement throws when its first transfer fails with this error.
    func expectedError(for error: I2CError) -> DeviceError
}

extension ChipPair {
    var statedError: Double { 0 }
    func powerCycle() {}
    var hasChecksum: Bool { false }
    func expectedError(for error: I2CError) -> DeviceError { .bus(error) }
}

/// A register's contents after power-on.
struct PowerOnRegister {
    let address: UInt8
    let bytes: Int
    let value: UInt64

    init(_ address: UInt8, _ bytes: Int, _ value: UInt64) {
        self.address = address
        self.bytes = bytes
        self.value = value
    }
}

/// A physical value and the code a datasheet prints for it.
struct DatasheetVector {
    let physical: Double
    let rawCode: Int64

    init(_ physical: Double, _ rawCode: Int64) {
        self.physical = physical
        self.rawCode = rawCode
    }
}

/// How a driver shows that its chip has stopped converting.
enum Staleness: Equatable {
    /// The measurement throws.
    case error(DeviceError)
    /// The chip cannot tell; the raw code stays the same.
    case unchangingCode
    /// The device measures nothing.
    case doesNotMeasure
}

/// A pair by name, for parameterised tests.
struct PairCase: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let make: @Sendable () -> any ChipPair

    init(_ name: String, _ make: @escaping @Sendable () -> any ChipPair) {
        testDescription = name
        self.make = make
    }
}
