import Control
import PackSimulation
import Protection
import Quantities
import Testing

/// The scenario files of the repository, run in this process.
struct ShippedScenarioTests {
    @Test(arguments: Scenarios.names)
    func `a shipped scenario passes`(name: String) throws {
        let run = Scenarios.run(try Scenarios.named(name))
        while !run.isOver { _ = run.step() }
        for verdict in run.verdicts where !verdict.isMet {
            Issue.record("\(verdict.expectation): \(verdict.evidence)")
        }
        #expect(run.failures.isEmpty)
        #expect(run.rig.board.violations.isEmpty)
        #expect(!run.verdicts.isEmpty, "A scenario expects something.")
    }

    @Test func `the folder of scenarios is found`() {
        #expect(Scenarios.names.contains("demo-mission"))
    }

    @Test func `the demonstration raises a flag and sees it clear`() throws {
        let run = Scenarios.run(try Scenarios.named("demo-mission"))
        while !run.isOver { _ = run.step() }
        let cleared = run.flags.entries.filter { $0.cleared != nil }
        #expect(cleared.contains { $0.raised.diagnostic == .stackPressureMissing })
        #expect(cleared.contains { $0.raised.diagnostic == .stackOverpressure })
        for entry in cleared {
            let time = try #require(entry.cleared)
            #expect(time > entry.raised.time)
        }
    }
}
