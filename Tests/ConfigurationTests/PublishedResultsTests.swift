import Testing

@testable import Configuration

/// The file of published results.
@Suite struct PublishedResultsTests {
    static let file = ShippedFiles.root + "/Configs/Validation/published.toml"

    func problems(_ old: String, _ new: String) -> [ConfigurationProblem] {
        ShippedFiles.problems { () throws(ConfigurationError) in
            _ = try PublishedResults(
                contentsOf: Self.file,
                problems: ShippedFiles.context([.init(file: Self.file, old: old, new: new)]))
        }
    }

    @Test func `seventeen targets load, in order`() throws {
        let results = try PublishedResults(contentsOf: Self.file)
        #expect(results.targets.map(\.number) == Array(1...17))
        #expect(results.targets.allSatisfy { !$0.points.isEmpty })
    }

    @Test func `figures keep the unit they were written in`() throws {
        let results = try PublishedResults(contentsOf: Self.file)
        let point = results.targets[1].points[0]
        #expect(point.published.unit == "mA/cm2")
        #expect(abs(point.published.value - 2) < 1e-12)
        #expect(abs(point.published.written(point.published.value) - 0.2) < 1e-12)
        #expect(point.tolerance == .factor(1.4))
    }

    @Test func `conditions of a target hold for its points`() throws {
        let results = try PublishedResults(contentsOf: Self.file)
        for point in results.targets[1].points {
            #expect(point.conditions.duration == 86_400)
            #expect(point.conditions.temperature == 298.15)
        }
        #expect(results.targets[1].points.map(\.conditions.pressure) == [3e6, 7e6])
    }

    @Test func `a quantity nobody simulates is refused`() {
        let found = problems("\"capacity-retention\"", "\"capacity-retentino\"")
        #expect(found.contains { $0.message.contains("did you mean \"capacity-retention\"?") })
    }

    @Test func `a test that takes no time is refused`() {
        let found = problems(
            "{ value = 1, unit = \"h\", source = \"2.5 mAh/cm2 [A]\"",
            "{ value = 0, unit = \"h\", source = \"2.5 mAh/cm2 [A]\"")
        #expect(found.contains { $0.message == "out of range" })
    }

    @Test func `a figure in the wrong unit is refused`() {
        let found = problems(
            "published = { value = 2.0e-7, unit = \"1/s\"",
            "published = { value = 2.0e-7, unit = \"MPa\"")
        #expect(found.contains { $0.message.contains("unit of a pressure") })
    }

    @Test func `a figure without a tolerance is refused`() {
        let found = problems(
            "tolerance_absolute = { value = 3, unit = \"%\", source = "
                + "\"the review gives one figure without scatter [S2:252]\" }", "")
        #expect(found.contains { $0.message == "missing key" })
    }

    @Test func `a key nobody reads is refused`() {
        let found = problems("cycle_count = 500", "cycle_count = 500\ncycles = 500")
        #expect(found.contains { $0.message.hasPrefix("unknown key") })
    }

    @Test func `two targets cannot share a number`() {
        let found = problems("number = 17", "number = 16")
        #expect(found.contains { $0.message == "used twice" })
    }
}
