import HAL
import Quantities
import SimulatedChips
import Testing

/// Fails every transfer of a session in every way, once and for ever, and judges how it ends.
struct FaultSweep {
    /// What the sweep saw.
    struct Outcome {
        /// Sessions run with a fault.
        var runs = 0
        /// Those that ended in a typed error.
        var errors = 0
        /// Those that ended with the right value.
        var untouched = 0
        /// Wrong values from corrupted bytes that no checksum guards.
        var indistinguishable = 0
        /// Everything that must not happen.
        var failures: [String] = []
    }

    private let pairCase: PairCase
    private(set) var outcome = Outcome()

    init(_ pairCase: PairCase) { self.pairCase = pairCase }

    mutating func run() {
        let reference = pairCase.make()
        reference.apply(reference.typicalInput)
        guard case .value = reference.session() else {
            outcome.failures.append("the untouched session does not reach a value")
            return
        }
        let shapes = reference.bus.shapes
        for (index, shape) in shapes.enumerated() {
            for fault in faults(for: shape) {
                for isPermanent in [false, true] {
                    runSession(
                        fault, at: index + 1, isPermanent: isPermanent,
                        transferLimit: 20 * shapes.count + 2_000)
                }
            }
        }
    }

    private func faults(for shape: TestBus.Shape) -> [BusFault] {
        var faults: [BusFault] = [
            .error(.addressNotAcknowledged), .error(.busStuck), .error(.system(5)), .hang,
        ]
        for position in 0..<shape.written { faults.append(.dataNotAcknowledged(at: position)) }
        for position in 0..<shape.read {
            for bit in 0..<8 { faults.append(.corrupt(at: position, mask: 1 << UInt8(bit))) }
        }
        return faults
    }

    private mutating func runSession(
        _ fault: BusFault, at transfer: Int, isPermanent: Bool, transferLimit: Int
    ) {
        let pair = pairCase.make()
        let input = pair.typicalInput
        pair.apply(input)
        pair.bus.transferLimit = transferLimit
        pair.bus.simulated.faults = InjectedFault(fault, from: transfer, isPermanent: isPermanent)
        let what = "\(fault) at transfer \(transfer)\(isPermanent ? " and after" : "")"
        let isCorruption = if case .corrupt = fault { true } else { false }

        outcome.runs += 1
        let end = pair.session()
        if pair.bus.ranAway { outcome.failures.append("\(what): transfers without end") }
        pair.bus.simulated.faults = nil
        switch end {
        case .hung:
            outcome.failures.append("\(what): start-up neither ends nor gives up")
        case .failed:
            outcome.errors += 1
            recover(pair, input: input, what: what)
        case .value(let value) where pair.isRight(value, for: input):
            outcome.untouched += 1
            if isPermanent, !isCorruption {
                outcome.failures.append("\(what): a value in spite of a dead bus")
            }
        case .value(let value):
            if isCorruption, !pair.hasChecksum {
                outcome.indistinguishable += 1
                measureAgain(pair, input: input, what: what)
            } else {
                outcome.failures.append("\(what): \(value) instead of \(input)")
            }
        }
    }

    /// The documented way back: forget, start again, measure.
    private mutating func recover(_ pair: any ChipPair, input: Double, what: String) {
        pair.device.restart()
        let end = pair.session()
        if case .value(let value) = end, pair.isRight(value, for: input) { return }
        outcome.failures.append("\(what): no recovery, \(end)")
    }

    /// A flipped bit may spoil one value; what follows is right, or an error and then a recovery.
    private mutating func measureAgain(_ pair: any ChipPair, input: Double, what: String) {
        pair.settle()
        do {
            let value = try pair.measure().value
            if !pair.isRight(value, for: input) {
                outcome.failures.append("\(what): damage that outlives the fault, \(value)")
            }
        } catch { recover(pair, input: input, what: what) }
    }
}
