import CellModel
import Quantities

/// Lowers the limits of one direction by what one cell after another allows.
///
/// Each condition is asked at the limit found so far; only a cell that breaks one is searched for
/// the current that does not. In the middle of everything that is one question per cell, and the
/// worst of all cells is known in every step. All conditions fall with the current and with time,
/// so what holds for 60 s at the current of 2 s holds for all three.
struct PowerSearch {
    /// +1 charges, −1 discharges.
    let sign: Double
    let limits: OperatingLimits
    let settings: PredictionSettings
    var found: HorizonLimits

    init(sign: Double, limits: OperatingLimits, settings: PredictionSettings) {
        self.sign = sign
        self.limits = limits
        self.settings = settings
        found = HorizonLimits(
            PowerLimit(rating: sign > 0 ? limits.chargeCurrent : limits.dischargeCurrent))
    }

    var isCharging: Bool { sign > 0 }

    // MARK: Conditions

    /// Lowers each limit to what `rate` A s allow within its horizon on top of `base` A.
    mutating func lower(
        base: Double = 0, over rate: Double, _ cause: LimitingQuantity, _ place: PowerPlace,
        value: Double, threshold: Double
    ) {
        // The longest horizon leaves least.
        if base + rate / PowerHorizon.sixtySeconds.seconds >= found.twoSeconds.current { return }
        for horizon in PowerHorizon.allHorizons {
            found[horizon].lower(
                to: base + rate / horizon.seconds, cause, place, value: value,
                threshold: threshold)
        }
    }

    /// Lowers all limits to one current, however long.
    mutating func lower(
        to current: Double, _ cause: LimitingQuantity, _ place: PowerPlace, value: Double,
        threshold: Double
    ) {
        if current >= found.twoSeconds.current { return }
        for horizon in PowerHorizon.allHorizons {
            found[horizon].lower(to: current, cause, place, value: value, threshold: threshold)
        }
    }

    /// Everything that one cell asks.
    ///
    /// - Parameters:
    ///   - pressure: Of its stack, Pa, at the lower bound.
    mutating func lower(
        cell: CellOutlook, index: Int, parameters: CellParameters,
        pressure: Double
    ) {
        guard cell.isUsable else {
            return lower(to: 0, .unknownState, .cell(index), value: 0, threshold: 0)
        }
        lowerByTemperature(cell, index, parameters)
        lowerByCharge(cell, index)
        if isCharging {
            lowerByPlating(cell, index, parameters)
        } else {
            lowerByContact(cell, index, parameters, pressure: pressure)
        }
        lowerByVoltage(cell, index, parameters, pressure: pressure)
    }

    private mutating func lowerByCharge(_ cell: CellOutlook, _ index: Int) {
        let threshold = isCharging ? limits.stateOfChargeMaximum : limits.stateOfChargeMinimum
        let value = isCharging ? cell.chargeHigh : cell.chargeLow
        lower(
            over: sign * (threshold - value) * cell.capacityLow, .stateOfCharge, .cell(index),
            value: value, threshold: threshold)
    }

    /// Outside its window a cell carries nothing; inside, it must not warm beyond it, even if
    /// nothing cooled it: (R₀ + R₁ + R₂) I² + (|v₁| + |v₂| + T dU/dT) |I| ≤ C_th ΔT / τ.
    private mutating func lowerByTemperature(
        _ cell: CellOutlook, _ index: Int, _ parameters: CellParameters
    ) {
        let lowest =
            isCharging ? limits.chargingTemperatureMinimum : limits.dischargingTemperatureMinimum
        let highest =
            isCharging ? limits.chargingTemperatureMaximum : limits.dischargingTemperatureMaximum
        if !(cell.coldest >= lowest) {
            lower(
                to: 0, .temperature, .cell(index), value: cell.coldest, threshold: lowest)
        }
        let room = (highest - cell.warmest) * parameters.thermal.heatCapacity
        let resistance = cell.resistance + cell.fastResistance + cell.slowResistance
        let entropic = sign * cell.entropicCoefficient * cell.temperature
        let linear =
            cell.fastVoltage.magnitude + cell.slowVoltage.magnitude + max(0, entropic)
        func isWarmedTooMuch(by current: Double, _ horizon: PowerHorizon) -> Bool {
            !(current * (resistance * current + linear) * horizon.seconds <= room)
        }
        if !isWarmedTooMuch(by: found.twoSeconds.current, .sixtySeconds) { return }
        for horizon in PowerHorizon.allHorizons
        where isWarmedTooMuch(by: found[horizon].current, horizon) {
            let power = max(0, room) / horizon.seconds
            // 2 P / (b + √(b² + 4 R P)) keeps its digits where R or b vanishes.
            let root = (linear * linear + 4 * resistance * power).squareRoot()
            let current = power > 0 ? 2 * power / (linear + root) : 0
            found[horizon].lower(
                to: current, .temperature, .cell(index), value: cell.warmest,
                threshold: highest)
        }
    }

    /// i = i_sup θ^(1−n) + (θ − θ_min) / (k τ): what pressure and creep supply for as long as one
    /// likes, and the contact above its floor for τ.
    private mutating func lowerByContact(
        _ cell: CellOutlook, _ index: Int, _ parameters: CellParameters,
        pressure: Double
    ) {
        let law = parameters.contact
        guard law.isActive else { return }
        let floor = limits.contactFractionMinimum
        let area = parameters.totalArea
        let spare = max(0, cell.contact - floor) / law.growthRate * area
        if spare >= found.twoSeconds.current * PowerHorizon.sixtySeconds.seconds { return }
        let full: Double = law.sustainableCurrent(
            pressure: pressure, temperature: cell.coldest)
        let scatter = max(0, 1 - settings.deviations * settings.sustainableCurrentDeviation)
        // θ^(1−n) where it is least on the way down.
        let theta = law.pressureExponent > 1 ? cell.contactHigh : min(cell.contact, floor)
        let bounded = theta > 0.02 ? theta < 1 ? theta : 1 : 0.02
        let factor = Double.pow(bounded, 1 - law.pressureExponent)
        lower(
            base: full * scatter * factor * area, over: spare, .contactFraction, .cell(index),
            value: cell.contact, threshold: floor)
    }

    /// θ 0.7 i_CCD(T), and what may still be plated in one go.
    private mutating func lowerByPlating(
        _ cell: CellOutlook, _ index: Int, _ parameters: CellParameters
    ) {
        let plating = limits.plating
        let area = parameters.totalArea
        if plating.criticalCurrent < .infinity {
            let critical: Double =
                plating.criticalCurrent(temperature: cell.coldest)
                * limits.criticalCurrentFraction
            lower(
                to: cell.contact * critical * area, .criticalCurrent, .cell(index),
                value: critical, threshold: critical)
        }
        if plating.thresholdCapacity < .infinity {
            lower(
                over: plating.thresholdCapacity * area - cell.platedCharge, .platedCharge,
                .cell(index), value: cell.platedCharge / area,
                threshold: plating.thresholdCapacity)
        }
    }

    // MARK: Voltage

    private mutating func lowerByVoltage(
        _ cell: CellOutlook, _ index: Int, _ parameters: CellParameters,
        pressure: Double
    ) {
        let long = CellVoltage(
            cell, sign: sign, horizon: .sixtySeconds, parameters: parameters,
            pressure: pressure, settings: settings)
        let threshold = isCharging ? limits.voltageMaximum : limits.voltageMinimum
        let worst = long.worst(at: found.twoSeconds.current, cell, parameters)
        if sign * (threshold - worst) >= 0 { return }
        let now = cell.openCircuitVoltage + cell.fastVoltage + cell.slowVoltage
        for horizon in PowerHorizon.allHorizons {
            let voltage = CellVoltage(
                cell, sign: sign, horizon: horizon, parameters: parameters, pressure: pressure,
                settings: settings)
            let current = voltage.largestCurrent(
                below: found[horizon].current, threshold: threshold, cell, parameters)
            if current < found[horizon].current {
                found[horizon].lower(
                    to: current, .voltage, .cell(index), value: now, threshold: threshold)
            }
        }
    }
}

extension PowerHorizon {
    /// All of them, without the array that `allCases` makes.
    static var allHorizons: InlineHorizons { InlineHorizons() }

    /// A sequence that allocates nothing.
    struct InlineHorizons: Sequence, IteratorProtocol {
        private var position = 0

        mutating func next() -> PowerHorizon? {
            defer { position += 1 }
            return PowerHorizon(rawValue: position)
        }
    }
}
