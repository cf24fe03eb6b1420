import CCUSE
import HAL
import PackSimulation
import Quantities
import SimulatedChips

/// Serves the exposed rig: one thread, one wait for all buses and the clock.
public final class ExposureLoop {
    /// Where a bus of the pack is shown.
    public struct BusPlace: Sendable {
        public let name: String
        /// "/dev/i2c-1".
        public let path: String

        public init(name: String, path: String) {
            self.name = name
            self.path = path
        }
    }

    public let world: PacedWorld
    public let buses: [ExposedBus]

    private let devices: [BusDevice]
    private let lines: (any LineBank)?
    private var failure: ExposureError?
    private var nextTick: Instant
    private var descriptors: [Int32]
    private var isReadable: [Bool]

    /// Makes the devices. They are gone when the loop is.
    ///
    /// - Parameters:
    ///   - places: In the order of the pack file's buses.
    ///   - wireTime: Whether a transfer takes as long as its bits do, to within a millisecond.
    ///   - lines: The same that the world drives; removed at the end.
    public init(
        world: PacedWorld, places: [BusPlace], adapter: AdapterKind, wireTime: Bool,
        lines: (any LineBank)?
    ) throws(ExposureError) {
        let wires = world.run.rig.board.buses
        precondition(places.count == wires.count, "Every bus of the pack has a place.")
        self.world = world
        self.lines = lines
        buses = zip(places, wires).map { ExposedBus(name: $0.name, wires: $1, adapter: adapter) }
        var devices: [BusDevice] = []
        for (place, bus) in zip(places, buses) {
            devices.append(
                try BusDevice(
                    path: place.path, bus: bus, patience: wireTime ? .milliseconds(1) : .zero,
                    worldNow: { [unowned world] in world.seenNow }))
        }
        self.devices = devices
        nextTick = .start
        descriptors = devices.map { _ in -1 }
        isReadable = devices.map { _ in false }
        for device in devices {
            device.bus.willTransfer = { [unowned self] in catchUpForTransfer() }
            try device.open()
        }
    }

    /// Whether the kernel shows every device.
    public var isReady: Bool { devices.allSatisfy(\.isReady) }

    /// Serves until `isStopping` says so; asked once per tick and transfer.
    public func run(
        whenReady: () -> Void, until isStopping: () -> Bool
    ) throws(ExposureError) {
        defer { close() }
        var wasReady = false
        catchUp()
        while !isStopping() {
            try wait()
            if let failure { throw failure }
            if !wasReady, isReady {
                wasReady = true
                whenReady()
            }
        }
    }

    private func close() {
        for device in devices { device.close() }
        lines?.remove()
    }

    private func catchUp() {
        do throws(ExposureError) { try world.catchUp() } catch { failure = failure ?? error }
    }

    private func catchUpForTransfer() {
        do throws(ExposureError) { try world.catchUpForTransfer() } catch {
            failure = failure ?? error
        }
    }

    /// One round: whatever comes first of a request, a tick, an answer that is due.
    private func wait() throws(ExposureError) {
        let now = world.look()
        for device in devices { device.release(now: now) }
        if now >= nextTick {
            catchUp()
            nextTick = now + world.tick
        }
        var wakeUp = nextTick
        for (index, device) in devices.enumerated() {
            if let until = device.busyUntil { wakeUp = min(wakeUp, until) }
            // A busy bus is asked later.
            descriptors[index] = device.busyUntil == nil ? device.descriptor : -1
        }
        let pause = max(0, (wakeUp - world.seenNow).inNanoseconds)
        let count = ccuse_wait(&descriptors, &isReadable, descriptors.count, pause)
        if count < 0 { throw .wait(errno: -count) }
        guard count > 0 else { return }
        for index in devices.indices where isReadable[index] { try devices[index].serve() }
    }
}
