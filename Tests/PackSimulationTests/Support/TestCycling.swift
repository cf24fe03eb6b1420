import CellModel
import Configuration
import Quantities

@testable import PackSimulation

/// Reference cell A on a cycler, with a plan that tests bend to their needs.
enum TestCycling {
    static let shipped: CyclingDescription = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        let path = parts.joined(separator: "/") + "/Configs/Scenarios/Cycling/reference-a.toml"
        do throws(ConfigurationError) {
            return try CyclingDescription(contentsOf: path)
        } catch { preconditionFailure("The cycling scenario of cell A loads: \(error)") }
    }()

    /// A few quick cycles at half the capacity per hour.
    static func description(
        cycles: Int = 2, _ change: (inout CyclingDescription) -> Void = { _ in }
    ) -> CyclingDescription {
        var description = shipped
        let half = Current.amperes(shipped.cell.parameters.capacity / 7200)
        description.plan = CyclingPlan(
            temperature: .celsius(60), chargeCurrent: half, dischargeCurrent: half,
            voltageRange: .volts(2.8) ... .volts(4.2), holdUntil: .amperes(half.amperes / 10),
            rest: .seconds(600), cycleCount: cycles,
            initialStateOfCharge: StateOfCharge(fraction: 0))
        // A cell that does not age, unless a test asks for it.
        description.cell.physics?.ageing = .none
        description.cell.physics?.interphase.initialResistance = 0
        description.expectations = []
        change(&description)
        return description
    }

    /// Lithium on both sides of the electrolyte.
    static func symmetric(cycles: Int = 2) -> CyclingDescription {
        description(cycles: cycles) { description in
            description.cell.physics?.cathode = .lithium
            description.cell.physics?.particle = nil
            let area = description.cell.parameters.totalArea
            description.plan.chargeCurrent = .amperes(5 * area)
            description.plan.dischargeCurrent = .amperes(5 * area)
            description.plan.voltageRange = .volts(-5) ... .volts(5)
            description.plan.holdUntil = nil
            description.plan.halfCycleCharge = .coulombs(1.8e4 * area)
            description.plan.initialStateOfCharge = StateOfCharge(fraction: 0.3)
        }
    }
}
