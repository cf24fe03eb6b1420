import Configuration
import Control
import PackSimulation
import Quantities

@testable import Persistence

/// A disk in memory for the state of a bench.
final class KeptState: StateFiles {
    var contents: [[UInt8]?] = [nil, nil]
    /// Whether the disk takes anything.
    var isFull = false

    let identity: StateIdentity
    /// What the wall clock reads at simulated time zero, and what it is off by.
    var clockOffset: Int64 = 1_800_000_000_000_000_000
    var now: Instant = .start

    init(_ bench: Bench) {
        identity = StateIdentity(
            packName: bench.scenario.pack.name, cellCount: bench.scenario.pack.cellCount,
            stackCount: bench.scenario.pack.stacks.count, layoutDigest: "bench",
            configurationDigest: "one", programVersion: "test")
    }

    func path(of slot: StateSlot) -> String { slot.fileName }

    func read(_ slot: StateSlot) throws(StateFileError) -> [UInt8]? { contents[slot.rawValue] }

    func write(
        _ slot: StateSlot, _ copy: UnsafeRawBufferPointer, capacity: Int
    ) throws(StateFileError) {
        if isFull { throw StateFileError(operation: "write", code: 28) }
        contents[slot.rawValue] = Array(copy)
    }

    func setAside(_ slot: StateSlot) throws(StateFileError) { contents[slot.rawValue] = nil }

    /// The wall clock of the bench: another boot each time it is asked for.
    var moment: WallMoment {
        WallMoment(
            unixNanoseconds: clockOffset + now.nanoseconds, boot: BootIdentity(),
            bootNanoseconds: 0, isSynchronised: true)
    }

    func openStore() throws(PersistenceError) -> StateStore {
        try StateStore(files: self, identity: identity)
    }

    /// A keeper that writes when a test tells it to.
    func keeper(
        of bench: Bench, options: KeeperOptions = KeeperOptions()
    ) throws(PersistenceError) -> StateKeeper {
        let moment = moment
        return StateKeeper(
            store: try openStore(), for: bench.control, identity: identity,
            clock: WallClock { moment }, options: options, startsThread: false)
    }

    /// Keeps what is true now.
    func keep(_ bench: Bench) throws(PersistenceError) {
        now = bench.rig.now
        let keeper = try keeper(of: bench)
        keeper.keep(bench.control, now: now)
        keeper.writeWaiting()
    }

    /// Kills the program of a bench and starts it anew with what is kept.
    @discardableResult
    func restart(_ bench: Bench, configuration: String = "one") throws(PersistenceError)
        -> Resumption
    {
        now = bench.rig.now
        bench.replaceLoop()
        var identity = identity
        identity.configurationDigest = configuration
        let store = try StateStore(files: self, identity: identity)
        return Resumption(
            of: bench.control, from: store.finding, identity: identity, now: moment)
    }
}
