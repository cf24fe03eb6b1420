import Glibc
import HAL
import Synchronization

/// The line of a contactor's coil as two threads drive it: the loop's, and the main thread that
/// switches it off when the loop hangs in a call that the kernel does not let return.
///
/// Once it is cut, the loop cannot switch it on before it has itself switched it off: what comes
/// out of a hanging call with an old decision closes nothing.
///
/// Unchecked: the line itself is a handle that never changes, each access one call of the kernel.
final class CoilOutput: DigitalOutput, @unchecked Sendable {
    private let line: any DigitalOutput
    private let isCut = Atomic<Bool>(false)

    init(_ line: any DigitalOutput) { self.line = line }

    /// The loop's thread only.
    func set(_ isActive: Bool) throws(LineError) {
        guard isActive else {
            try line.set(false)
            isCut.store(false, ordering: .sequentiallyConsistent)
            return
        }
        guard !isCut.load(ordering: .sequentiallyConsistent) else { throw Self.refusal }
        try line.set(true)
        // Cut just before: the later call has to be the one that switches off.
        guard isCut.load(ordering: .sequentiallyConsistent) else { return }
        try line.set(false)
        throw Self.refusal
    }

    /// Switches it off, whatever the loop does. Any thread.
    func cut() throws(LineError) {
        isCut.store(true, ordering: .sequentiallyConsistent)
        try line.set(false)
    }

    /// Of a coil that was cut.
    static let refusal = LineError.system(ECANCELED)
}

/// Switches all coils off without the loop.
struct CoilCutter {
    /// So long without a completed step is too long with closed contactors.
    let limit: Duration
    private let coils: [CoilOutput]

    /// - Parameters:
    ///   - ports: Their coils are driven through this from now on.
    ///   - period: Of the loop.
    init(_ ports: inout Ports, period: Duration) {
        let positive = CoilOutput(ports.positiveContactor)
        let negative = CoilOutput(ports.negativeContactor)
        let precharge = CoilOutput(ports.prechargeContactor)
        ports.positiveContactor = positive
        ports.negativeContactor = negative
        ports.prechargeContactor = precharge
        coils = [positive, precharge, negative]
        // As long as a lost cell voltage may last.
        limit = max(.milliseconds(500), period * 4)
    }

    /// - Returns: Whether every line took it.
    func cut() -> Bool {
        var isDone = true
        for coil in coils {
            do throws(LineError) { try coil.cut() } catch { isDone = false }
        }
        return isDone
    }
}
