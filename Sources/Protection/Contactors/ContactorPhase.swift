import Quantities

/// A state of the sequence with the sub-step inside it. `since` is when the sub-step began.
enum ContactorPhase: Sendable, Equatable {
    case initialising
    case standby

    // Closing, in order.
    /// The negative contactor is commanded closed.
    case closingNegative(since: Instant)
    /// The precharge contactor is commanded closed; the bus charges.
    case chargingBus(since: Instant)
    /// The positive contactor is commanded closed.
    case closingPositive(since: Instant)
    /// The precharge contactor is commanded open; the last proof before the pack is connected.
    case releasingPrecharge(since: Instant)
    /// An attempt timed out; all coils are off until the next.
    case betweenAttempts(since: Instant)

    case operating

    // Opening, in order.
    case openingPrecharge(since: Instant)
    /// The current is above what the contactors may break.
    case awaitingCurrent(since: Instant)
    case openingPositive(since: Instant)
    /// All coils are off; the proof that everything is open is awaited.
    case openingNegative(since: Instant)

    case fault
    case service

    /// The same sub-step, begun no later than the given time.
    func begun(by now: Instant) -> ContactorPhase {
        switch self {
        case .initialising, .standby, .operating, .fault, .service: self
        case .closingNegative(let since): .closingNegative(since: min(since, now))
        case .chargingBus(let since): .chargingBus(since: min(since, now))
        case .closingPositive(let since): .closingPositive(since: min(since, now))
        case .releasingPrecharge(let since): .releasingPrecharge(since: min(since, now))
        case .betweenAttempts(let since): .betweenAttempts(since: min(since, now))
        case .openingPrecharge(let since): .openingPrecharge(since: min(since, now))
        case .awaitingCurrent(let since): .awaitingCurrent(since: min(since, now))
        case .openingPositive(let since): .openingPositive(since: min(since, now))
        case .openingNegative(let since): .openingNegative(since: min(since, now))
        }
    }

    var state: ContactorState {
        switch self {
        case .initialising: .initialising
        case .standby: .standby
        case .closingNegative, .chargingBus, .closingPositive, .releasingPrecharge,
            .betweenAttempts:
            .precharging
        case .operating: .operating
        case .openingPrecharge, .awaitingCurrent, .openingPositive, .openingNegative: .opening
        case .fault: .fault
        case .service: .service
        }
    }
}
