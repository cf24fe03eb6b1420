import Quantities
import Testing

@testable import Configuration

@Suite struct ScenarioFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var old: String
        var new: String
        var keyPath: String
        var message: String

        var testDescription: String { message }
    }

    static let cases: [Case] = [
        Case(
            old: "name = \"rest\"", new: "name = \"charge\"", keyPath: "mission[3].name",
            message: "two steps share one name"),
        Case(
            old: "until = [{ elapsed = \"5 min\" }]", new: "", keyPath: "mission[3].until",
            message: "missing key; this step would never end"),
        Case(
            old: "{ elapsed = \"5 min\" }", new: "{ elapsed = \"5 min\", state = \"fault\" }",
            keyPath: "mission[3].until[1]", message: "not one condition"),
        Case(
            old: "{ elapsed = \"5 min\" }", new: "{ elapsd = \"5 min\" }",
            keyPath: "mission[3].until[1].elapsd",
            message: "unknown key; did you mean \"elapsed\"?"),
        Case(
            old: "device = \"pressure-3\"", new: "device = \"presure-3\"",
            keyPath: "faults[1].device",
            message: "unknown word; did you mean \"pressure-3\"?"),
        Case(
            old: "stack = 2\npressure", new: "stack = 5\npressure", keyPath: "faults[2].stack",
            message: "out of range"),
        Case(
            old: "duration = \"60 s\"", new: "duration = \"15 s\"", keyPath: "faults[2].duration",
            message: "shorter than its two ramps"),
        Case(
            old: "name = \"press\"", new: "name = \"dropout\"", keyPath: "faults[2].name",
            message: "two faults share one name"),
        Case(
            old: "diagnostic = \"cell_overvoltage\"", new: "diagnostic = \"cell_overvoltge\"",
            keyPath: "expect[7].diagnostic",
            message: "unknown word; did you mean \"cell_overvoltage\"?"),
        Case(
            old: "stack = 3\nafter = \"dropout\"\nwithin = \"1 s\"",
            new: "stack = 3\nwithin = \"1 s\"", keyPath: "expect[1].within",
            message: "a time needs the fault it counts from"),
        Case(
            old: "except = [\"stack_overpressure\"]", new: "except = [\"pressure\"]",
            keyPath: "expect[9].except", message: "not a diagnostic"),
    ]

    @Test(arguments: cases)
    func `a slip in a scenario is found`(example: Case) {
        let problems = ShippedFiles.missionProblems((old: example.old, new: example.new))
        #expect(
            problems.contains {
                $0.keyPath == example.keyPath && $0.message == example.message
            }, "\(problems)")
    }

    /// The pack itself is fine: hardware may hold such cells.
    @Test func `a pack of cells measured as a whole cannot be simulated`() {
        func edit(_ old: String, _ new: String) -> ShippedFiles.Edit {
            ShippedFiles.Edit(file: ShippedFiles.pack, old: old, new: new)
        }
        let edits = [
            edit(
                "cell = \"../Cells/reference-a.toml\"",
                "cell = \"../Cells/measured-example.toml\""),
            edit("safety = { set = \"3.20 V\"", "safety = { set = \"2.50 V\""),
            edit("undervoltage = \"3.0 V\"", "undervoltage = \"2.3 V\""),
        ]
        let problems = ShippedFiles.problems { () throws(ConfigurationError) in
            _ = try ScenarioDescription(
                contentsOf: ShippedFiles.scenario("calm"), problems: ShippedFiles.context(edits))
        }
        #expect(problems.map(\.keyPath) == ["pack"])
        #expect(problems.map(\.message) == ["a cell measured as a whole cannot be simulated"])
    }

    @Test func `a profile is read with its step`() throws {
        let profile = try CurrentProfileFile.parse(
            "# remark\ntime_second,current_fraction\n0,0.5\n0.5,-1\n")
        #expect(profile.interval == .milliseconds(500))
        #expect(profile.fractions == [0.5, -1])
    }

    static let damaged: [(String, Int, String)] = [
        ("time,current\n0,1\n", 1, "the header is not time_second,current_fraction"),
        ("time_second,current_fraction\n0,1\n", 1, "a profile needs at least two samples"),
        (
            "time_second,current_fraction\n0,1\n1,2\n", 3,
            "not a time and a fraction between -1 and 1"
        ),
        (
            "time_second,current_fraction\n0,1\n1,x\n", 3,
            "not a time and a fraction between -1 and 1"
        ),
        (
            "time_second,current_fraction\n0,1\n1,1\n3,1\n", 4,
            "times do not rise from 0 in equal steps"
        ),
    ]

    @Test(arguments: damaged)
    func `a damaged profile is refused by line`(text: String, line: Int, message: String) {
        do throws(CurrentProfileFile.Failure) {
            _ = try CurrentProfileFile.parse(text)
            Issue.record("The profile was taken.")
        } catch {
            #expect(error.line == line)
            #expect(error.message == message)
        }
    }
}
