import CellModel
import Foundation
import Protection
import Quantities
import Testing

@testable import Configuration

/// A composed cell file, and the demonstration pack made to fit its cell.
struct EveryCell: Sendable, CustomTestStringConvertible {
    /// As in the folder of cells, without the ending: "Systems/li-nca-seeded".
    let name: String

    var testDescription: String { name }

    private static let configs = String(Scenarios.folder.dropLast("/Scenarios".count))
    private static let packFile = configs + "/Packs/demo-16s4.toml"
    private var file: String { Self.configs + "/Cells/\(name).toml" }

    /// Every composed cell of the repository but those taken from papers for validation, found by
    /// looking, in the order of their names.
    static let all: [EveryCell] = {
        func names(_ folder: String) -> [String] {
            do {
                return try FileManager.default.contentsOfDirectory(
                    atPath: configs + "/Cells/" + folder
                ).filter { $0.hasSuffix(".toml") }.map { folder + $0.dropLast(5) }.sorted()
            } catch { preconditionFailure("The folder of cells can be read: \(error)") }
        }
        let references = names("").filter { $0.hasPrefix("reference-") }
        return (references + names("Systems/") + names("Symmetric/")).map(EveryCell.init)
    }()

    /// Ah; of one cell, so that the demonstration pack's shunts and current limits fit.
    static let capacity = 0.6
    /// Cells in series: as few as the cell monitor allows.
    static let cellCount = 3

    /// How the review or the paper cycles the cell, if there is a file of that.
    private func cycling() throws(ConfigurationError) -> CyclingDescription? {
        let short = name.split(separator: "/").last ?? ""
        let file = Scenarios.folder + "/Cycling/\(short).toml"
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        return try CyclingDescription(contentsOf: file)
    }

    /// The cell file's text with the area for ``capacity``, and as much more of everything that
    /// grows with the area: many of the cells side by side, all of them alike.
    private func cellText(_ cell: CellDescription) throws(FileText.Failure) -> String {
        let text = try FileText.read(file)
        let parameters = cell.parameters
        let scale = Self.capacity * 3600 / parameters.capacity
        var edits = TextEdits(text)
        let area = parameters.totalArea / parameters.layerCount
        edits.set("design", "electrode_area", area * scale * 1e4, "cm2")
        let thermal = parameters.thermal
        edits.set("thermal", "heat_capacity", thermal.heatCapacity * scale, "J/K")
        edits.set(
            "thermal", "conductance_to_ambient", thermal.conductanceToAmbient * scale, "W/K")
        return edits.text
    }

    /// Ten quiet minutes of a pack of such cells at the temperature of their cycling plan, or at
    /// 25 °C, at least 8 K above the lowest and 12 K below the highest they bear.
    ///
    /// - Parameter guess: What the estimator believes of the 55 % at the start.
    /// - Throws: What the loader says against it.
    func scenario(guess: Double = 0.55) throws -> ScenarioDescription {
        let cell = try CellDescription(contentsOf: file)
        let plan = try cycling()
        let window = cell.temperatureRange
        let temperature = (plan?.plan.temperature.celsius ?? 25)
            .clamped(window.lowerBound.celsius + 8, window.upperBound.celsius - 12)
        let cellText = try cellText(cell)
        let fit = PackFit(cell, text: try FileText.read(Self.packFile), cellFile: file)
        let packText = fit.edits.text
        let (cellFile, packFile) = (file, Self.packFile)
        let context = LoadContext { (path: String) throws(FileText.Failure) -> String in
            if path == cellFile { return cellText }
            if path == packFile { return packText }
            return try FileText.read(path)
        }
        var scenario = Scenarios.quiet
        scenario.pack = try PackDescription(contentsOf: packFile, problems: context)
        scenario.ambient = .celsius(temperature)
        scenario.initial.temperature = .celsius(temperature)
        scenario.initial.stateOfCharge = StateOfCharge(fraction: 0.55)
        scenario.initial.estimatorStateOfCharge = StateOfCharge(fraction: guess)
        scenario.mission = mission(current: Self.capacity / 3)
        scenario.expectations = [
            .nothingRaised(grade: .operating, except: []), .missionComplete, .finalState(.standby),
            .visited(.operating), .stateOfChargeError(below: 0.03, settling: .seconds(5)),
        ]
        return scenario
    }

    private func mission(current: Double) -> [MissionStep] {
        func step(_ name: String, _ action: MissionStep.Action, _ seconds: Int) -> MissionStep {
            MissionStep(
                name: name, action: action, until: [.elapsed(.seconds(seconds))], timeLimit: nil)
        }
        return [
            MissionStep(
                name: "close", action: .command(.close), until: [.state(.operating)],
                timeLimit: .seconds(30)),
            step("charge", .current(.amperes(current)), 240), step("rest", .rest, 60),
            step("discharge", .current(.amperes(-current)), 300),
            MissionStep(
                name: "open", action: .command(.open), until: [.state(.standby)],
                timeLimit: .seconds(30)),
        ]
    }
}
