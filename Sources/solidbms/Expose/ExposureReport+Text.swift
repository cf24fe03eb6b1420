import Control
import Exposure
import Foundation

extension ExposureReport {
    /// The report for a person.
    var text: String {
        [heading, hazardTable, busTable, troubles, verdictLine].filter { !$0.isEmpty }
            .joined(separator: "\n\n")
    }

    /// The report for a program: snake case, units in the names.
    var json: String {
        get throws {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.keyEncodingStrategy = .convertToSnakeCase
            return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
        }
    }

    private var heading: String {
        """
        \(scenario): \(String(format: "%.1f", simulatedSecond)) s exposed, \
        \(mission.count) steps of the mission\(missionIsOver ? ", the last of them over" : "")
          lines looked at every \(String(format: "%g", resolutionMillisecond)) ms at the latest; \
        world moved on \(advances) times, at most \(String(format: "%.1f", gapMaximumMillisecond)) \
        ms at once
        """
    }

    private var hazardTable: String {
        guard !hazards.isEmpty else { return "No hazard met closed contactors" }
        let rows = hazards.map { hazard in
            [
                String(format: "%.3f s", hazard.beganSecond), hazard.diagnostic, hazard.place,
                hazard.reactionMillisecond.map { String(format: "%.1f ms", $0) }
                    ?? (hazard.passedSecond == nil ? "never" : "passed by itself"),
                String(format: "%g ms", hazard.budgetMillisecond), hazard.isMet ? "✓" : "✗",
            ]
        }
        return "From the physical event to the enable lines that open the contactors\n"
            + table(
                ["event", "hazard", "where", "opened after", "allowed", "met"], rows,
                right: [0, 3, 4])
    }

    private var busTable: String {
        table(
            ["bus", "device", "transfers", "failed"],
            buses.map { [$0.name, $0.path, "\($0.transfers)", "\($0.failures)"] }, right: [2, 3])
    }

    private var troubles: String {
        var lines: [String] = []
        if watchdogTrips > 0 {
            lines.append("the external watchdog took the coil supply away \(watchdogTrips) times")
        }
        lines += datasheetViolations.prefix(10).map { "not as the data sheet allows: " + $0 }
        lines += operatorProblems.prefix(10).map { "operator: " + $0 }
        lines += failures.map { "✗ " + $0 }
        return lines.joined(separator: "\n")
    }

    private var verdictLine: String {
        "\(isPassed ? "PASSED" : "FAILED") \(scenario): \(hazards.count) hazards, "
            + "\(hazards.count { !$0.isMet }) not met in time"
    }
}
