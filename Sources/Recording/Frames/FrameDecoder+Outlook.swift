import Control
import Estimation
import Protection
import Quantities

extension FrameDecoder {
    mutating func takeOutlook(into snapshot: inout Snapshot) throws(Damage) {
        let bits: UInt8 = take()
        let permitted = CurrentLimits(charge: try takeLimit(), discharge: try takeLimit())
        snapshot.limits = bits & FrameFormat.limitsBit != 0 ? permitted : nil
        let charge = try takeReports()
        let discharge = try takeReports()
        var energy = EnergyOutlook()
        energy.chargeToEmpty = takeBounded()
        energy.chargeToFull = takeBounded()
        energy.energyToEmpty = takeBounded()
        energy.energyToFull = takeBounded()
        energy.timeToEmpty = takeBounded()
        energy.timeToFull = takeBounded()
        let mean = takeDouble()
        energy.meanCurrent = mean.isNaN ? nil : mean
        snapshot.outlook =
            bits & FrameFormat.outlookBit != 0
            ? OutlookSnapshot(charge: charge, discharge: discharge, energy: energy) : nil
    }

    private mutating func takeReports() throws(Damage) -> HorizonReports {
        var reports = HorizonReports(try takeReport())
        reports.tenSeconds = try takeReport()
        reports.sixtySeconds = try takeReport()
        return reports
    }

    private mutating func takeReport() throws(Damage) -> HorizonReport {
        let limit = try takeLimit()
        return HorizonReport(limit: limit, power: takeDouble())
    }

    private mutating func takeLimit() throws(Damage) -> CurrentLimit {
        let current = takeDouble()
        let code: UInt8 = take()
        let detail: UInt8 = take()
        let scope: UInt8 = take()
        let index: UInt16 = take()
        guard let cause = Self.cause(code, detail), let scope = Place.Scope(rawValue: scope) else {
            throw Damage(what: "a limit has an unknown cause or scope")
        }
        let value = takeDouble()
        let threshold = takeDouble()
        let recovering: UInt8 = take()
        return CurrentLimit(
            current: .amperes(current), cause: cause, place: Place(scope, index), value: value,
            isRecovering: recovering != 0, threshold: threshold)
    }

    private static func cause(_ code: UInt8, _ detail: UInt8) -> LimitCause? {
        let signals = FrameFormat.limitSignals
        let signal = Int(detail) < signals.count ? signals[Int(detail)] : nil
        return switch code {
        case 0: .rating
        case 1: signal.map { .curve($0) }
        case 2: signal.map { .missing($0) }
        case 3: .deratingFlag
        case 4: .stopRequest
        case 5: .fatalFlag
        case 6: LimitingQuantity(rawValue: detail).map { .prediction($0) }
        default: nil
        }
    }

    private mutating func takeBounded() -> BoundedValue? {
        let value = takeDouble()
        let low = takeDouble()
        let high = takeDouble()
        return value.isNaN ? nil : BoundedValue(value: value, low: low, high: high)
    }
}
