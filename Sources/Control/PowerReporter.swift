import Estimation
import Protection
import Quantities

/// Joins what is predicted from estimates with what protection permits.
///
/// One way only: the lesser of both counts, so a wrong estimate can take current away and never
/// give any. Protection's own limits are kept as they are; rules and contactors see neither.
struct PowerReporter: Sendable {
    /// The horizon whose prediction binds the limit of this step: a load that reads the limit
    /// every ten seconds crosses nothing meanwhile.
    static let bindingHorizon = PowerHorizon.tenSeconds

    private var charging: InlineArray<3, LimitRecovery>
    private var discharging: InlineArray<3, LimitRecovery>

    /// - Parameter settings: Hold and ramp of protection's limits serve predictions as well.
    init(settings: CurrentLimitSettings) {
        let recovery = LimitRecovery(hold: settings.hold, ramp: settings.ramp)
        charging = InlineArray(repeating: recovery)
        discharging = InlineArray(repeating: recovery)
    }

    /// The reports of one step.
    ///
    /// - Parameters:
    ///   - limits: What protection permits; lowered by the prediction.
    mutating func report(
        _ outlook: borrowing PackOutlook, limits: inout CurrentLimits, now: Instant
    ) -> OutlookSnapshot {
        let permitted = limits
        var charge = HorizonReports(HorizonReport(limit: permitted.charge, power: 0))
        var discharge = HorizonReports(HorizonReport(limit: permitted.discharge, power: 0))
        for index in 0..<3 {
            guard let horizon = PowerHorizon(rawValue: index) else { continue }
            charge[horizon] = Self.joined(
                outlook.power.charge[horizon], permitted.charge, &charging[index], now)
            discharge[horizon] = Self.joined(
                outlook.power.discharge[horizon], permitted.discharge, &discharging[index], now)
        }
        limits.charge = charge[Self.bindingHorizon].limit
        limits.discharge = discharge[Self.bindingHorizon].limit
        return OutlookSnapshot(charge: charge, discharge: discharge, energy: outlook.energy)
    }

    private static func joined(
        _ predicted: PowerLimit, _ permitted: CurrentLimit, _ recovery: inout LimitRecovery,
        _ now: Instant
    ) -> HorizonReport {
        let settled = recovery.settle(CurrentLimit(predicted), now: now)
        let limit = settled.current < permitted.current ? settled : permitted
        // The same voltage, another current; what held no current has no voltage to tell.
        let voltage = predicted.current > 0 ? predicted.power / predicted.current : 0
        return HorizonReport(limit: limit, power: limit.current.amperes * voltage)
    }
}

extension CurrentLimit {
    /// A predicted limit as protection would report it.
    init(_ predicted: PowerLimit) {
        self.init(
            current: .amperes(predicted.current), cause: .prediction(predicted.cause),
            place: Place(predicted.place), value: predicted.value, isRecovering: false,
            threshold: predicted.threshold)
    }
}

extension Place {
    /// The place of a predicted limit.
    init(_ place: PowerPlace) {
        switch place {
        case .pack: self = .pack
        case .cell(let index): self = .cell(index)
        case .stack(let index): self = .stack(index)
        }
    }
}
