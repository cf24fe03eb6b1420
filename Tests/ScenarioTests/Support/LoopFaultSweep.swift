import Control
import HAL
import Protection
import Quantities
import SimulatedChips

@testable import PackSimulation

/// Disturbs one transfer of a whole session, or it and all that follow, on both buses.
final class SweepFault: BusFaultSource {
    /// Transfers of both buses so far.
    private(set) var count = 0
    private let first: Int
    private let fault: BusFault?
    private let isPermanent: Bool

    /// - Parameter first: The transfer that suffers first, from 1.
    init(_ fault: BusFault?, from first: Int, isPermanent: Bool) {
        self.fault = fault
        self.first = first
        self.isPermanent = isPermanent
    }

    func fault(transfer: Int, address: I2CAddress, now: Instant) -> BusFault? {
        count += 1
        return count == first || isPermanent && count > first ? fault : nil
    }
}

/// One session of the loop with one disturbance, and what must come of it.
///
/// An operator wants the pack closed, presses until it is, and presses open at the end. A charger
/// charges whenever it can.
struct LoopFaultSweep {
    /// Steps of an untouched session: start-up, closing, and a second or two of operation.
    static let sessionSteps = 60
    /// Steps after which every session has come to rest, whatever disturbed it.
    static let stepLimit = 240
    /// A session is judged after this many steps of the same ending.
    static let settledSteps = 12
    /// What the buses may be busy in one step: the loop's period.
    static let busTimeLimit = Duration.milliseconds(100)

    /// How a session came out.
    enum Ending: Equatable {
        /// Operating, every reading valid, every contactor as commanded.
        case recovered
        /// Every coil off and every contactor open.
        case open
        case neither
    }

    let fault: BusFault?
    let isPermanent: Bool

    /// One session.
    struct Outcome {
        let ending: Ending
        /// Everything that must not happen.
        let failures: [String]
    }

    /// The number of transfers in an untouched session.
    static func transfersOfSession() -> Int {
        let bench = Bench(Scenarios.small)
        let counter = SweepFault(nil, from: 0, isPermanent: false)
        for bus in bench.buses { bus.faults = counter }
        for step in 0..<sessionSteps { advance(bench, step) }
        precondition(bench.last.state == .operating, "An untouched session operates.")
        return counter.count
    }

    /// Runs the session with the disturbance at one transfer.
    func run(transfer: Int) -> Outcome {
        let bench = Bench(Scenarios.small)
        let source = SweepFault(fault, from: transfer, isPermanent: isPermanent)
        for bus in bench.buses { bus.faults = source }
        var blindSteps = 0
        var settledSteps = 0
        var failures: [String] = []
        for step in 0..<Self.stepLimit where settledSteps < Self.settledSteps {
            Self.advance(bench, step)
            let isBlind = bench.last.cells.contains { $0.voltage.value == nil }
            blindSteps = isBlind && !bench.last.commanded.isEmpty ? blindSteps + 1 : 0
            // SAFETY §1: lost cell voltage opens within 500 ms.
            if blindSteps == 6 { failures.append("closed for 500 ms without cell voltages") }
            let isOver = source.count >= transfer && ending(of: bench) != .neither
            settledSteps = isOver ? settledSteps + 1 : 0
        }
        let ending = ending(of: bench)
        if ending == .neither {
            failures.append("ended in \(bench.last.state) with \(bench.last.commanded)")
        }
        bench.run(.seconds(1), requests: .open) { $0.isPhysicallyOpen }
        if !bench.isPhysicallyOpen || !bench.last.commanded.isEmpty {
            failures.append("did not open when asked to")
        }
        if bench.busTimeMaximum > Self.busTimeLimit {
            failures.append("the buses were busy for \(bench.busTimeMaximum) in one step")
        }
        return Outcome(
            ending: ending,
            failures: (failures + bench.failures).map { "transfer \(transfer): " + $0 })
    }

    private static func advance(_ bench: Bench, _ step: Int) {
        let isWanted = bench.last.state == .standby && step % 5 == 0
        bench.demand = bench.last.state == .operating ? 0.1 : 0
        bench.step(isWanted ? .close : [])
    }

    private func ending(of bench: Bench) -> Ending {
        let contacts = bench.rig.board.contacts
        // A pack that still starts, or that an operator may close again, has not come to rest.
        let isAtRest = bench.last.state == .fault || isPermanent
        if isAtRest && bench.last.commanded.isEmpty && bench.isPhysicallyOpen { return .open }
        if bench.last.state == .operating && bench.isEverythingMeasured && contacts.isConnected
            && !contacts.precharge
        {
            return .recovered
        }
        return .neither
    }
}
