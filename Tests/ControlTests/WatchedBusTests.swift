import HAL
import Quantities
import Synchronization
import Testing

@testable import Control

struct WatchedBusTests {
    /// Answers every transfer as the test says.
    private final class ScriptedBus: I2CBus {
        var error: I2CError?
        var clock: Clock?
        private(set) var transfers = 0

        func transfer(
            to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
        ) throws(I2CError) {
            transfers += 1
            clock?.advance(.milliseconds(20))
            if let error { throw error }
        }

        func clear(addressing unused: I2CAddress) throws(I2CError) {
            clock?.advance(.milliseconds(20))
            if let error { throw error }
        }
    }

    /// Time that passes only while a transfer is made.
    private final class Clock: Sendable {
        private let nanoseconds = Atomic<Int64>(0)

        var now: Instant { Instant(nanoseconds: nanoseconds.load(ordering: .relaxed)) }

        func advance(_ span: Duration) {
            nanoseconds.add(span.inNanoseconds, ordering: .relaxed)
        }
    }

    private let inner = ScriptedBus()
    private let address = I2CAddress(0x40)

    @Test func `transfers and failures are counted, in all and per step`() throws {
        let bus = WatchedBus(inner)
        bus.beginStep(timeoutLimit: 2)
        try bus.sendByte(1, to: address)
        inner.error = .busStuck
        #expect(throws: I2CError.busStuck) { try bus.sendByte(1, to: address) }
        #expect(bus.succeeded == 1)
        #expect(bus.failedInRow == 1)
        #expect(bus.sawHeldLine)
        inner.error = nil
        try bus.sendByte(1, to: address)
        #expect(bus.failedInRow == 0)
        bus.beginStep(timeoutLimit: 2)
        #expect(bus.succeeded == 0)
        #expect(!bus.sawHeldLine)
        #expect(bus.transferCount == 3)
        #expect(bus.errorCount == 1)
    }

    @Test func `a step in which two transfers ran into their deadline makes no more of them`() {
        let bus = WatchedBus(inner)
        inner.error = .timeout
        for _ in 0..<3 {
            bus.beginStep(timeoutLimit: 2)
            for _ in 0..<50 {
                #expect(throws: I2CError.timeout) { try bus.sendByte(1, to: address) }
            }
            #expect(!bus.isOpen)
        }
        #expect(inner.transfers == 6)
    }

    @Test func `nothing reaches a bus whose controller went until somebody has taken note`() throws
    {
        let bus = WatchedBus(inner)
        bus.beginStep(timeoutLimit: 2)
        inner.error = .adapterGone(19)
        #expect(throws: I2CError.adapterGone(19)) { try bus.sendByte(1, to: address) }
        // Another one is there at once.
        inner.error = nil
        for _ in 0..<2 {
            #expect(throws: I2CError.adapterGone(19)) { try bus.sendByte(1, to: address) }
            bus.beginStep(timeoutLimit: 2)
        }
        #expect(inner.transfers == 1)
        #expect(bus.takeLoss())
        #expect(!bus.takeLoss())
        try bus.sendByte(1, to: address)
        #expect(inner.transfers == 2)
    }

    @Test func `a controller can also go while its bus is clocked free`() {
        let bus = WatchedBus(inner)
        bus.beginStep(timeoutLimit: 2)
        inner.error = .adapterGone(6)
        #expect(throws: I2CError.adapterGone(6)) { try bus.clear(addressing: address) }
        #expect(bus.lossNumber == 6)
        #expect(bus.takeLoss())
    }

    @Test(arguments: [nil, I2CError.addressNotAcknowledged])
    func `a step whose transfers are slow and succeed or fail ends in time`(error: I2CError?) {
        let clock = Clock()
        let bus = WatchedBus(inner, timeLimit: .milliseconds(70), now: { clock.now })
        inner.clock = clock
        inner.error = error
        for step in 1...3 {
            let begin = clock.now
            bus.beginStep(timeoutLimit: 2)
            for _ in 0..<50 { do { try bus.sendByte(1, to: address) } catch {} }
            #expect(clock.now - begin == .milliseconds(80))
            #expect(!bus.isOpen)
            #expect(inner.transfers == 4 * step)
        }
    }

    @Test func `clocking a bus free takes its time from the step's`() {
        let clock = Clock()
        let bus = WatchedBus(inner, timeLimit: .milliseconds(70), now: { clock.now })
        inner.clock = clock
        bus.beginStep(timeoutLimit: 100)
        for _ in 0..<50 { do { try bus.clear(addressing: address) } catch {} }
        #expect(clock.now - .start == .milliseconds(80))
        #expect(!bus.isOpen)
    }

    @Test func `outside the loop nothing is held back`() {
        let bus = WatchedBus(inner)
        inner.error = .timeout
        for _ in 0..<10 {
            #expect(throws: I2CError.timeout) { try bus.sendByte(1, to: address) }
        }
        #expect(inner.transfers == 10)
    }

    @Test func `the rate of errors forgets with a time constant of ten seconds`() {
        let bus = WatchedBus(inner)
        var rate = ErrorRate()
        var now = Instant.start
        func step(failing: Bool) {
            inner.error = failing ? .addressNotAcknowledged : nil
            bus.beginStep(timeoutLimit: 2)
            for _ in 0..<4 { do { try bus.sendByte(1, to: address) } catch {} }
            rate.add(bus, isUsable: true, at: now)
            now = now + .milliseconds(100)
        }
        step(failing: true)
        #expect(rate.value == 0, "One step is no rate.")
        for _ in 0..<100 { step(failing: true) }
        #expect((rate.value - 0.634).magnitude < 0.01)
        for _ in 0..<100 { step(failing: false) }
        #expect((rate.value - 0.232).magnitude < 0.01)
    }

    @Test(arguments: [(isUsable: true, rate: 0.0), (isUsable: false, rate: 0.634)])
    func `a bus with nothing to transfer does not fail, one that cannot be used does`(
        row: (isUsable: Bool, rate: Double)
    ) {
        let bus = WatchedBus(inner)
        var rate = ErrorRate()
        var now = Instant.start
        for _ in 0...100 {
            bus.beginStep(timeoutLimit: 2)
            rate.add(bus, isUsable: row.isUsable, at: now)
            now = now + .milliseconds(100)
        }
        #expect((rate.value - row.rate).magnitude < 0.01)
    }
}
