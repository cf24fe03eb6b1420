public import Quantities

/// Finds the permitted currents from measured quantities and active flags, never from estimates.
///
/// The least of all limits counts. A limit falls at once and recovers by a hold and a ramp.
public struct CurrentLimiter: Sendable {
    public let settings: CurrentLimitSettings
    /// The limits found last; `nil` before the first update.
    public private(set) var limits: CurrentLimits?
    private var charging: LimitRecovery
    private var discharging: LimitRecovery

    public init(settings: CurrentLimitSettings) {
        self.settings = settings
        charging = LimitRecovery(hold: settings.hold, ramp: settings.ramp)
        discharging = charging
    }

    /// Takes the signals and the flags of one step.
    @discardableResult
    public mutating func update(
        _ signals: borrowing SignalTable, engine: borrowing RuleEngine, now: Instant
    ) -> CurrentLimits {
        var charge = flagLimit(.charging, settings.chargeRating, engine)
        var discharge = flagLimit(.discharging, settings.dischargeRating, engine)
        for index in settings.curves.indices {
            let directions = settings.curves[index].directions
            if directions.contains(.charging) { apply(index, signals, to: &charge) }
            if directions.contains(.discharging) { apply(index, signals, to: &discharge) }
        }
        let found = CurrentLimits(
            charge: charging.settle(charge, now: now),
            discharge: discharging.settle(discharge, now: now))
        limits = found
        return found
    }

    /// The limit that the flags alone leave in one direction.
    private func flagLimit(
        _ direction: CurrentDirections, _ rating: Current, _ engine: borrowing RuleEngine
    ) -> CurrentLimit {
        var limit = CurrentLimit(
            current: rating, cause: .rating, place: .pack, value: 0, isRecovering: false)
        if engine.isFatalActive {
            limit.current = .zero
            limit.cause = .fatalFlag
        } else if engine.stoppedDirections.contains(direction) {
            limit.current = .zero
            limit.cause = .stopRequest
        } else if engine.isDerated {
            limit.current = rating * settings.deratedFraction
            limit.cause = .deratingFlag
        }
        return limit
    }

    /// Lowers a limit to the least value of one curve over all places of its signal.
    private func apply(
        _ index: Int, _ signals: borrowing SignalTable, to limit: inout CurrentLimit
    ) {
        let signal = settings.curves[index].signal
        for place in 0..<signals.count(signal) {
            let value = signals.value(signal, place)
            let permitted = value.map { settings.curves[index].limit(at: $0) } ?? 0
            if permitted < limit.current.amperes {
                limit.current = .amperes(permitted)
                limit.cause = value == nil ? .missing(signal) : .curve(signal)
                limit.place = Place(signal.scope, UInt16(place))
                limit.value = value ?? 0
            }
        }
    }
}
