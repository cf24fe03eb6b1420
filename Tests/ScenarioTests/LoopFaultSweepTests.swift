import HAL
import SimulatedChips
import Testing

/// Every transfer of a session fails in every way, once and for ever: the pack ends disconnected or
/// in good order, always.
struct LoopFaultSweepTests {
    struct Disturbance: CustomTestStringConvertible, Sendable {
        let fault: BusFault
        let isPermanent: Bool

        var testDescription: String { "\(fault) \(isPermanent ? "for ever" : "once")" }
    }

    static let disturbances: [Disturbance] = [
        BusFault.error(.addressNotAcknowledged), .dataNotAcknowledged(at: 0), .hang,
        .error(.busStuck), .corrupt(at: 0, mask: 0x5A),
    ].flatMap {
        [Disturbance(fault: $0, isPermanent: false), Disturbance(fault: $0, isPermanent: true)]
    }

    /// No stride: start-up, closing and a second and a half of operation.
    static let transferCount = LoopFaultSweep.transfersOfSession()

    @Test func `an undisturbed session operates and then opens`() {
        let sweep = LoopFaultSweep(fault: nil, isPermanent: false)
        let outcome = sweep.run(transfer: 1)
        #expect(outcome.ending == .recovered)
        #expect(outcome.failures.isEmpty)
        #expect(Self.transferCount > 1_000, "The session reaches every kind of transfer.")
    }

    @Test(arguments: disturbances)
    func `a session survives each disturbed transfer`(_ disturbance: Disturbance) {
        let sweep = LoopFaultSweep(
            fault: disturbance.fault, isPermanent: disturbance.isPermanent)
        var failures: [String] = []
        var recoveries = 0
        for transfer in 1...Self.transferCount {
            let outcome = sweep.run(transfer: transfer)
            failures += outcome.failures
            if outcome.ending == .recovered { recoveries += 1 }
        }
        #expect(failures.isEmpty, "\(failures.count) failures, first \(failures.prefix(10))")
        switch (disturbance.fault, disturbance.isPermanent) {
        case (.corrupt, _):
            // Chips without checksum may lie; a lie that looks dangerous opens the contactors.
            #expect(recoveries < Self.transferCount)
        case (_, true):
            #expect(recoveries == 0, "A pack on a dead bus stays connected.")
        case (_, false):
            #expect(recoveries == Self.transferCount, "One failed transfer is no reason to stop.")
        }
    }
}
