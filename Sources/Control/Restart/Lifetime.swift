import Protection
import Quantities

/// What a loop counts over all runs of a pack.
struct Lifetime: Sendable {
    var charged = Charge.zero
    var discharged = Charge.zero
    var cycles = ContactorCycles()

    /// Counts the charge of one step; positive went into the pack.
    mutating func count(_ moved: Charge) {
        if moved > .zero { charged = charged + moved } else { discharged = discharged - moved }
    }
}
