import Exposure
import Glibc
import HAL
import Quantities
import SimulatedChips
import Testing

struct ExposedBusTests {
    private let wires = SimulatedI2CBus(frequency: 100_000)
    private let device = RecordingDevice()
    private let bus: ExposedBus

    init() {
        wires.attach(device, at: I2CAddress(0x40))
        bus = ExposedBus(name: "main", wires: wires)
    }

    /// One SMBus operation, what a client gives, and what must be seen on the wires.
    struct Operation: Sendable, CustomTestStringConvertible {
        let name: String
        let isRead: Bool
        let size: UInt32
        var data: [UInt8] = []
        var answers: [UInt8] = []
        let wires: String
        var result: [UInt8] = []

        var testDescription: String { name }
    }

    private static let operations = [
        Operation(name: "quick write", isRead: false, size: 0, wires: "S w P"),
        Operation(name: "quick read", isRead: true, size: 0, wires: "S r P"),
        Operation(name: "send byte", isRead: false, size: 1, wires: "S w 05 P"),
        Operation(
            name: "receive byte", isRead: true, size: 1, answers: [0xA1], wires: "S r a1 P",
            result: [0xA1]),
        Operation(
            name: "write byte data", isRead: false, size: 2, data: [0x77], wires: "S w 05 77 P"),
        Operation(
            name: "read byte data", isRead: true, size: 2, answers: [0x12],
            wires: "S w 05 S r 12 P", result: [0x12]),
        Operation(
            name: "write word, low byte first", isRead: false, size: 3, data: [0x34, 0x12],
            wires: "S w 05 34 12 P"),
        Operation(
            name: "read word, low byte first", isRead: true, size: 3, answers: [0x34, 0x12],
            wires: "S w 05 S r 34 12 P", result: [0x34, 0x12]),
        Operation(
            name: "process call", isRead: false, size: 4, data: [0x34, 0x12],
            answers: [0x78, 0x56], wires: "S w 05 34 12 S r 78 56 P", result: [0x78, 0x56]),
        Operation(
            name: "block write with its count", isRead: false, size: 5, data: [2, 0xAA, 0xBB],
            wires: "S w 05 02 aa bb P"),
        Operation(
            name: "I2C block write without a count", isRead: false, size: 8,
            data: [2, 0xAA, 0xBB], wires: "S w 05 aa bb P"),
        Operation(
            name: "I2C block read", isRead: true, size: 8, data: [3], answers: [1, 2, 3],
            wires: "S w 05 S r 01 02 03 P", result: [3, 1, 2, 3]),
    ]

    @Test(arguments: operations)
    func `an SMBus operation puts its bytes on the wires`(_ operation: Operation) {
        device.answers = operation.answers
        var data = InlineArray<34, UInt8>(repeating: 0)
        for (index, byte) in operation.data.enumerated() { data[index] = byte }
        let result = bus.smbus(
            address: I2CAddress(0x40), isRead: operation.isRead, command: 0x05,
            size: operation.size, data: &data)
        #expect(result == 0)
        #expect(device.wires == operation.wires)
        #expect(operation.result.indices.map { data[$0] } == operation.result)
    }

    @Test(
        arguments: [
            (true, 5, 3, EOPNOTSUPP), (false, 7, 3, EOPNOTSUPP), (false, 9, 3, EOPNOTSUPP),
            (true, 8, 0, EINVAL), (true, 8, 33, EINVAL), (false, 5, 33, EINVAL),
        ] as [(Bool, UInt32, UInt8, Int32)])
    func `what the adapter cannot do never reaches the wires`(
        _ isRead: Bool, _ size: UInt32, _ count: UInt8, _ number: Int32
    ) {
        var data = InlineArray<34, UInt8>(repeating: 0)
        data[0] = count
        let result = bus.smbus(
            address: I2CAddress(0x40), isRead: isRead, command: 0, size: size, data: &data)
        #expect(result == number)
        #expect(device.wires.isEmpty)
    }

    @Test func `a combined transfer has one STOP and a repeated START per message`() {
        device.answers = [1, 2, 3]
        var messages = [
            BusMessage(writing: [9], to: I2CAddress(0x40)),
            BusMessage(reading: 2, from: I2CAddress(0x40)),
            BusMessage(reading: 1, from: I2CAddress(0x40)),
        ]
        #expect(bus.transfer(&messages) == 0)
        #expect(device.wires == "S w 09 S r 01 02 S r 03 P")
        #expect(messages[1].bytes == [1, 2] && messages[2].bytes == [3])
        #expect(bus.counts == ExposedBus.Counts(transfers: 1, failures: 0))
    }

    @Test func `a long write is not bound to a block of SMBus`() {
        var messages = [BusMessage(writing: Array(0..<100), to: I2CAddress(0x40))]
        #expect(bus.transfer(&messages) == 0)
        #expect(device.wires.hasSuffix("62 63 P"))
    }

    @Test func `a transfer takes the time of its bits`() {
        var messages = [BusMessage(writing: [1, 2], to: I2CAddress(0x40))]
        var seen: Instant?
        bus.didTransfer = { seen = $0 }
        #expect(bus.transfer(&messages) == 0)
        // Address and two bytes, START and STOP, at 10 us a bit.
        #expect(seen == .start + .microseconds(290))
    }

    @Test(arguments: AdapterKind.allCases)
    func `an absent device and a refused byte have the adapter's numbers`(_ kind: AdapterKind) {
        let bus = ExposedBus(name: "main", wires: wires, adapter: kind)
        var absent = [BusMessage(writing: [1], to: I2CAddress(0x41))]
        #expect(bus.transfer(&absent) == kind.errno(of: .addressNotAcknowledged))
        device.refusedByte = 7
        var refused = [BusMessage(writing: [7], to: I2CAddress(0x40))]
        #expect(bus.transfer(&refused) == kind.errno(of: .dataNotAcknowledged))
        #expect(bus.counts == ExposedBus.Counts(transfers: 2, failures: 2))
    }

    @Test func `adapters differ as kernels know them to`() {
        #expect(AdapterKind.standard.errno(of: .addressNotAcknowledged) == ENXIO)
        #expect(AdapterKind.standard.errno(of: .busStuck) == EBUSY)
        #expect(AdapterKind.bcm2835.errno(of: .addressNotAcknowledged) == EREMOTEIO)
        #expect(AdapterKind.bcm2835.errno(of: .busStuck) == EIO)
        #expect(AdapterKind.gpio.errno(of: .dataNotAcknowledged) == EIO)
        #expect(AdapterKind.designware.errno(of: .busStuck) == EAGAIN)
        for kind in AdapterKind.allCases {
            #expect(kind.errno(of: .timeout) == ETIMEDOUT)
            #expect(kind.errno(of: .unsupported) == EOPNOTSUPP)
        }
    }

    /// Loses the bus a few times.
    private final class Loser: BusFaultSource {
        var remaining: Int

        init(_ remaining: Int) { self.remaining = remaining }

        func fault(transfer: Int, address: I2CAddress, now: Instant) -> BusFault? {
            remaining -= 1
            return remaining >= 0 ? .error(.busStuck) : nil
        }
    }

    @Test func `a lost bus is tried again as often as the client asked for`() {
        let loser = Loser(2)
        wires.faults = loser
        let bus = ExposedBus(name: "main", wires: wires, adapter: .designware)
        var messages = [BusMessage(writing: [1], to: I2CAddress(0x40))]
        #expect(bus.transfer(&messages) == EAGAIN)
        loser.remaining = 2
        #expect(bus.setRetries(2) == 0)
        #expect(bus.transfer(&messages) == 0)
        #expect(bus.setRetries(UInt.max) == EINVAL)
    }

    @Test func `the timeout bounds a hanging transfer`() {
        final class Hang: BusFaultSource {
            func fault(transfer: Int, address: I2CAddress, now: Instant) -> BusFault? { .hang }
        }
        let hang = Hang()
        wires.faults = hang
        #expect(bus.setTimeout(tensOfMilliseconds: 5) == 0)
        var messages = [BusMessage(writing: [1], to: I2CAddress(0x40))]
        #expect(bus.transfer(&messages) == ETIMEDOUT)
        #expect(wires.now == .start + .milliseconds(50))
        #expect(bus.setTimeout(tensOfMilliseconds: UInt.max) == EINVAL)
    }
}
