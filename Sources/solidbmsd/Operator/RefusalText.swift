import Control
import Protection
import Quantities

/// Why a step refused a request, with what of the snapshot explains it.
func refusalText(_ refusal: RequestRefusal, _ snapshot: Snapshot) -> String {
    switch refusal {
    case .wrongState:
        let hint = snapshot.state == .fault ? "; acknowledge first" : ""
        return "not from state \(snapshot.state.words)\(hint)"
    case .readingMissing:
        return firstMissing(snapshot).map { "reading missing: \($0)" } ?? refusal.words
    case .fatalActive, .contactorFault:
        return worstFlag(snapshot).map { "\(refusal.words): \(flagText($0))" } ?? refusal.words
    case .lockedOut: return "locked out for a moment after the last opening; try again"
    case .notProvenOpen: return "contactors not proven open"
    }
}

/// The first of the gravest active flags.
func worstFlag(_ snapshot: Snapshot) -> FlagEvent? {
    var worst: FlagEvent?
    for flag in snapshot.activeFlags where flag.grade > (worst?.grade ?? flag.grade) || worst == nil
    {
        worst = flag
    }
    return worst
}

/// "cell overvoltage (safety) at cell 3, 4.310 V, limit 4.300 V".
func flagText(_ flag: FlagEvent) -> String {
    let what = "\(flag.diagnostic.words) (\(flag.grade.words)) at \(flag.place.words)"
    guard let measured = flag.measured, let limit = flag.limit else { return what }
    return "\(what), \(measured), limit \(limit)"
}

private func firstMissing(_ snapshot: Snapshot) -> String? {
    if let reason = snapshot.current.reason { return "current, \(reason.words)" }
    if let reason = snapshot.busVoltage.reason { return "bus voltage, \(reason.words)" }
    for (index, cell) in snapshot.cells.enumerated() {
        if let reason = cell.voltage.reason { return "cell \(index + 1) voltage, \(reason.words)" }
        if let reason = cell.temperature.reason {
            return "cell \(index + 1) temperature, \(reason.words)"
        }
    }
    for (index, stack) in snapshot.stacks.enumerated() {
        if let reason = stack.pressure.reason {
            return "stack \(index + 1) pressure, \(reason.words)"
        }
    }
    return nil
}
