import Configuration
import Foundation
import PackSimulation

/// Results of cycling for programs: SI units, an array with one object per scenario.
enum CycleJSON {
    private struct Scenario: Encodable {
        var name: String
        var cell: String
        var chemistry: String
        /// "reported" or "assumed"; nothing where the cell file does not say.
        var parameters: String?
        var parametersAssumed: [String]
        var passed: Bool
        var cyclesCompleted: Int
        var stoppedBecause: String?
        var simulatedTimeSecond: Double
        var stepCount: Int
        var wallTimeSecond: Double
        var chargeResidual: Double
        var energyResidual: Double
        var expectations: [Expectation]
        var cycles: [Cycle]
    }

    private struct Expectation: Encodable {
        var quantity: String
        var purpose: String
        var cycle: Int?
        var published: Double
        var tolerance: Double?
        var criterion: String
        var simulated: Double?
        var unit: String
        var isMet: Bool
        var source: String
    }

    private struct Cycle: Encodable {
        var purpose: String
        var number: Int
        var endTimeSecond: Double
        var chargeCapacityCoulomb: Double
        var dischargeCapacityCoulomb: Double
        var capacityRetention: Double?
        var coulombicEfficiency: Double?
        var energyEfficiency: Double?
        var meanChargeVoltageVolt: Double?
        var meanDischargeVoltageVolt: Double?
        var seriesResistanceOhmSquareMetre: Double?
        var interfaceResistanceOhmSquareMetre: Double?
        var interphaseResistanceOhmSquareMetre: Double
        var contactFractionMinimum: Double?
        var pressureMinimumPascal: Double?
        var pressureMaximumPascal: Double?
        var temperatureMaximumKelvin: Double?
        var shortCount: Int
    }

    static func text(_ reports: [CycleReport]) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.keyEncodingStrategy = .convertToSnakeCase
        let data = try encoder.encode(reports.map(scenario))
        return String(decoding: data, as: UTF8.self)
    }

    private static func scenario(_ report: CycleReport) -> Scenario {
        let cycler = report.cycler
        return Scenario(
            name: cycler.description.name, cell: cycler.description.cell.name,
            chemistry: cycler.description.cell.chemistry,
            parameters: cycler.description.cell.evidence?.status.rawValue,
            parametersAssumed: cycler.description.cell.evidence?.assumed ?? [],
            passed: report.hasPassed,
            cyclesCompleted: cycler.cyclesCompleted, stoppedBecause: cycler.stop?.rawValue,
            simulatedTimeSecond: cycler.time, stepCount: cycler.stepCount,
            wallTimeSecond: report.elapsed / .seconds(1),
            chargeResidual: cycler.conservation.charge, energyResidual: cycler.conservation.energy,
            expectations: report.verdicts.map(expectation), cycles: cycler.cycles.map(cycle))
    }

    private static func expectation(_ verdict: CyclingVerdict) -> Expectation {
        let expectation = verdict.expectation
        let quantity = expectation.quantity
        var result = Expectation(
            quantity: quantity.rawValue, purpose: expectation.purpose.rawValue,
            cycle: expectation.cycle, published: 0, tolerance: nil, criterion: "",
            simulated: verdict.simulated.flatMap { finite(quantity.shown($0)) },
            unit: quantity.unitSymbol, isMet: verdict.isMet, source: expectation.source)
        switch expectation.criterion {
        case .near(let value, let tolerance):
            result.criterion = "near"
            result.published = quantity.shown(value)
            result.tolerance = quantity.shown(value + tolerance) - quantity.shown(value)
        case .atLeast(let bound):
            result.criterion = "at least"
            result.published = quantity.shown(bound)
        case .atMost(let bound):
            result.criterion = "at most"
            result.published = quantity.shown(bound)
        }
        return result
    }

    private static func cycle(_ cycle: CycleResult) -> Cycle {
        Cycle(
            purpose: cycle.purpose.rawValue, number: cycle.number, endTimeSecond: cycle.endTime,
            chargeCapacityCoulomb: cycle.chargeCapacity,
            dischargeCapacityCoulomb: cycle.dischargeCapacity,
            capacityRetention: finite(cycle.capacityRetention),
            coulombicEfficiency: finite(cycle.coulombicEfficiency),
            energyEfficiency: finite(cycle.energyEfficiency),
            meanChargeVoltageVolt: finite(cycle.meanChargeVoltage),
            meanDischargeVoltageVolt: finite(cycle.meanDischargeVoltage),
            seriesResistanceOhmSquareMetre: finite(cycle.seriesResistance),
            interfaceResistanceOhmSquareMetre: finite(cycle.interfaceResistance),
            interphaseResistanceOhmSquareMetre: cycle.interphaseResistance,
            contactFractionMinimum: finite(cycle.contactFractionMinimum),
            pressureMinimumPascal: finite(cycle.pressureMinimum),
            pressureMaximumPascal: finite(cycle.pressureMaximum),
            temperatureMaximumKelvin: finite(cycle.temperatureMaximum), shortCount: cycle.shortCount
        )
    }

    /// JSON has no not-a-number.
    private static func finite(_ value: Double) -> Double? { value.isFinite ? value : nil }
}
