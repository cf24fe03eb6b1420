import HAL
import Quantities
import SimulatedChips
import Testing

/// A device that does what a test tells it and notes what it sees.
private final class ScriptedDevice: SimulatedDevice {
    let name = "scripted"
    var log: [String] = []
    var answer = Acknowledge.acknowledged
    var byte: UInt8 = 0xA5
    var holdsDataLow = false

    func advance(to now: Instant) {}
    func start(address: I2CAddress, isRead: Bool) -> Acknowledge {
        log.append(isRead ? "S\(address)R" : "S\(address)W")
        return answer
    }
    func receive(_ byte: UInt8) -> Acknowledge {
        log.append("w\(byte)")
        return .acknowledged
    }
    func send(isLast: Bool) -> UInt8 {
        log.append(isLast ? "r!" : "r")
        return byte
    }
    func stop() { log.append("P") }
}

/// The wires themselves: order of events, time, sharing, faults.
@Suite struct SimulatedI2CBusTests {
    private let bus = SimulatedI2CBus()
    private let device = ScriptedDevice()
    private let address = I2CAddress(0x48)

    init() { bus.attach(device, at: address) }

    @Test func `a word read is a write of the register and a repeated START`() throws {
        #expect(try bus.readWord(7, from: address) == 0xA5A5)
        #expect(device.log == ["S0x48W", "w7", "S0x48R", "r", "r!", "P"])
    }

    @Test func `a byte without register is sent or received alone`() throws {
        try bus.sendByte(9, to: address)
        #expect(try bus.receiveByte(from: address) == 0xA5)
        #expect(device.log == ["S0x48W", "w9", "P", "S0x48R", "r!", "P"])
    }

    @Test func `a word read takes five bytes of bus time`() throws {
        _ = try bus.readWord(0, from: address)
        // Five bytes of nine bits, two STARTs and a STOP at 2.5 µs each.
        #expect(bus.busyTime == .microseconds(120))
        #expect(bus.now == Instant(nanoseconds: 120_000))
    }

    @Test func `a stretched clock takes its time`() throws {
        device.answer = .stretched(.milliseconds(1))
        try bus.sendByte(0, to: address)
        #expect(bus.busyTime == .microseconds(1_050))
    }

    @Test func `a clock stretched past the deadline is a timeout`() {
        device.answer = .stretched(.milliseconds(30))
        #expect(throws: I2CError.timeout) { try bus.sendByte(0, to: address) }
    }

    @Test func `nobody at the address is an address that is not acknowledged`() {
        #expect(throws: I2CError.addressNotAcknowledged) {
            try bus.sendByte(0, to: I2CAddress(0x49))
        }
        bus.detach(device)
        #expect(throws: I2CError.addressNotAcknowledged) { try bus.sendByte(0, to: address) }
        #expect(device.log.isEmpty)
    }

    @Test func `two devices at one address drive the wires together`() throws {
        let other = ScriptedDevice()
        other.byte = 0x3C
        bus.attach(other, at: address)
        #expect(try bus.receiveByte(from: address) == 0xA5 & 0x3C)
        #expect(other.log == device.log)
    }

    @Test func `one of two devices taken off leaves the other at the address`() throws {
        let other = ScriptedDevice()
        bus.attach(other, at: address)
        bus.detach(device)
        _ = try bus.receiveByte(from: address)
        #expect(device.log.isEmpty)
        #expect(!other.log.isEmpty)
    }

    @Test func `SDA held low by anyone blocks everyone`() throws {
        let other = ScriptedDevice()
        bus.attach(other, at: I2CAddress(0x50))
        other.holdsDataLow = true
        #expect(throws: I2CError.busStuck) { _ = try bus.receiveByte(from: address) }
        other.holdsDataLow = false
        _ = try bus.receiveByte(from: address)
    }

    @Test func `an injected error reaches no device`() {
        bus.faults = InjectedFault(.error(.system(5)))
        #expect(throws: I2CError.system(5)) { _ = try bus.readWord(0, from: address) }
        #expect(device.log.isEmpty)
        #expect(bus.transferCount == 1)
    }

    @Test func `an injected refusal stops the write at its byte`() {
        bus.faults = InjectedFault(.dataNotAcknowledged(at: 1))
        #expect(throws: I2CError.dataNotAcknowledged) {
            try bus.writeWord(0x0102, register: 7, to: address)
        }
        #expect(device.log == ["S0x48W", "w7", "P"])
    }

    @Test func `an injected hang lasts until the deadline`() {
        bus.faults = InjectedFault(.hang)
        bus.transferDeadline = .milliseconds(10)
        #expect(throws: I2CError.timeout) { _ = try bus.receiveByte(from: address) }
        #expect(bus.busyTime == .milliseconds(10))
    }

    @Test func `an injected corruption flips the bits of one byte`() throws {
        bus.faults = InjectedFault(.corrupt(at: 1, mask: 0x81))
        #expect(try bus.readWord(0, from: address) == 0x24A5)
    }

    @Test func `time never goes back`() {
        bus.advance(to: Instant(nanoseconds: 500))
        bus.advance(to: Instant(nanoseconds: 100))
        #expect(bus.now == Instant(nanoseconds: 500))
    }
}
