import Protection
import Quantities

/// What a loop counts over all runs of a pack.
struct Lifetime: Sendable {
    var charged = Charge.zero
    var discharged = Charge.zero
    var cycles = ContactorCycles()
    /// Changes of ``cycles`` in this run; only grows.
    private(set) var cycleChanges: UInt64 = 0

    /// Counts contactors that were off and are told to close.
    mutating func count(_ closing: ContactorSet) {
        guard !closing.isEmpty else { return }
        cycles.count(closing)
        cycleChanges &+= 1
    }

    /// Counts from 0 again.
    mutating func reset(_ replaced: ContactorSet) {
        cycles.reset(replaced)
        cycleChanges &+= 1
    }

    /// Counts the charge of one step; positive went into the pack.
    mutating func count(_ moved: Charge) {
        if moved > .zero { charged = charged + moved } else { discharged = discharged - moved }
    }
}
