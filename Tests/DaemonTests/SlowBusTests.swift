import Assembly
import Configuration
import Control
import HAL
import Quantities
import Synchronization
import Testing

@testable import PackSimulation

/// A loop as it is assembled, on buses whose chips stretch the clock.
@Suite struct SlowBusTests {
    /// Time that passes only on a bus.
    private final class TransferClock: Sendable {
        private let nanoseconds = Atomic<Int64>(0)

        var now: Instant { Instant(nanoseconds: nanoseconds.load(ordering: .relaxed)) }

        func advance(_ span: Duration) {
            nanoseconds.add(span.inNanoseconds, ordering: .relaxed)
        }
    }

    /// Answers every transfer, and late.
    private final class SlowBus: I2CBus {
        private let bus: any I2CBus
        private let clock: TransferClock
        var transfers = 0

        init(_ bus: any I2CBus, _ clock: TransferClock) {
            self.bus = bus
            self.clock = clock
        }

        func transfer(
            to address: I2CAddress, writing: Span<UInt8>, reading: inout MutableSpan<UInt8>
        ) throws(I2CError) {
            transfers += 1
            clock.advance(.milliseconds(20))
            try bus.transfer(to: address, writing: writing, reading: &reading)
        }
    }

    @Test func `no bus takes more of a step than its part, however slow its chips`() throws {
        let scenario = try Shipped.scenario()
        let rig = SimulatedRig(scenario)
        let clock = TransferClock()
        let buses = rig.board.ports.buses.map { SlowBus($0, clock) }
        var ports = rig.board.ports
        ports.buses = buses
        ports.now = { clock.now }
        let control = PackAssembly.controlLoop(for: scenario.pack, ports: ports)
        // Seven tenths of 100 ms, and the transfer that is then under way.
        for _ in 0..<50 {
            rig.advance(to: rig.now + scenario.pack.loopPeriod, demand: 0)
            for bus in buses { bus.transfers = 0 }
            _ = control.step(now: rig.now)
            #expect(buses.map(\.transfers).allSatisfy { $0 <= 4 })
        }
        #expect(clock.now > .start + .seconds(1))
    }
}
