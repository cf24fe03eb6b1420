import Control
import Estimation
import Glibc
import Persistence
import Protection
import Quantities

/// A stored state for people.
struct StateText {
    private let stored: StoredState
    private let slot: StateSlot
    private let now: WallMoment

    init(_ stored: StoredState, in slot: StateSlot, now: WallMoment) {
        self.stored = stored
        self.slot = slot
        self.now = now
    }

    private var state: DurableState { stored.state }

    var text: String {
        [head, pack, flags, stacks, cells].joined(separator: "\n")
    }

    private var head: String {
        let end = state.isOrderly ? "the run ended in order" : "the run goes on or was cut off"
        return """
            copy \(stored.sequence) in \(slot.fileName), kept \
            \(Self.calendarText(stored.moment.unixNanoseconds)), time since: \
            \(now.rest(since: stored.moment).words)
            \(stored.identity.words)
            configuration \(stored.identity.configurationDigest), written by solidbmsd \
            \(stored.identity.programVersion); \(end)
            """
    }

    private var pack: String {
        let cycles = state.cycles
        return """
            contactor closings: negative \(cycles.negative), precharge \(cycles.precharge), \
            positive \(cycles.positive)
            charge ever: \(Self.ampereHours(state.chargedThroughput)) Ah in, \
            \(Self.ampereHours(state.dischargedThroughput)) Ah out
            """
    }

    private var flags: String {
        guard !state.flags.isEmpty else { return "no latched or persistent flag is active" }
        return state.flags.map { flag in
            let event = FlagEvent(
                kind: .raised, diagnostic: flag.diagnostic, grade: flag.grade, place: flag.place,
                value: flag.value, threshold: flag.value, time: .start, since: .start)
            let measured = event.measured.map { ", \($0)" } ?? ""
            return "active: \(flag.words)\(measured)"
        }.joined(separator: "\n")
    }

    private var stacks: String {
        let rows = state.stacks.enumerated().map { index, stack in
            [
                "\(index + 1)", fixedDecimals(stack.highestPressure.megapascals, 3),
                Self.tareText(stack), stack.isDistrusted ? "distrusted" : "believed",
            ]
        }
        return table(
            ["stack", "highest pressure MPa", "tare", "load cell"], rows, right: [0, 1])
    }

    private var cells: String {
        let rows = state.cells.enumerated().map { index, cell in
            [
                "\(index + 1)", fixedDecimals(cell[.charge] * 100, 1),
                fixedDecimals(cell.deviation(.charge) * 100, 1),
                fixedDecimals(100 / (1 + cell[.capacity]), 1),
                fixedDecimals(cell.deviation(.capacity) * 100, 1),
                fixedDecimals(cell[.contact] * 100, 1),
                fixedDecimals(cell.deviation(.contact) * 100, 1),
                fixedDecimals(cell[.interphase] * 1e3, 2),
                fixedDecimals(cell.deviation(.interphase) * 1e3, 2),
                !cell.isUsable ? "no" : cell.isMeasured ? "yes" : "a guess",
            ]
        }
        return table(
            [
                "cell", "charge %", "±", "capacity %", "±", "contact %", "±", "interphase mΩ", "±",
                "measured",
            ], rows, right: [0, 1, 2, 3, 4, 5, 6, 7, 8])
    }

    private static func tareText(_ stack: DurableStack) -> String {
        guard let tare = stack.tare else { return "of the pack file" }
        let taken = tare.takenUnixSeconds.map { calendarText(seconds: $0) } ?? "some time"
        return fixedDecimals(tare.zeroRatio * 1e3, 5) + " mV/V of " + taken
    }

    private static func ampereHours(_ charge: Charge) -> String {
        fixedDecimals(charge.coulombs / 3600, 3)
    }

    /// "2026-11-21 12:31:05 UTC".
    static func calendarText(_ unixNanoseconds: Int64) -> String {
        calendarText(seconds: unixNanoseconds / 1_000_000_000)
    }

    private static func calendarText(seconds unixSeconds: Int64) -> String {
        var seconds = time_t(unixSeconds)
        var parts = tm()
        // A year that does not fit.
        guard gmtime_r(&seconds, &parts) != nil else { return "some time" }
        func padded(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(parts.tm_year + 1900)-\(padded(parts.tm_mon + 1))-\(padded(parts.tm_mday)) "
            + "\(padded(parts.tm_hour)):\(padded(parts.tm_min)):\(padded(parts.tm_sec)) UTC"
    }
}
