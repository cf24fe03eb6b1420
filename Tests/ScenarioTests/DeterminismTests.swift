import Configuration
import Control
import PackSimulation
import Quantities
import Testing

/// Same inputs, same bytes out: DESIGN §5.
struct DeterminismTests {
    private func hash(seed: UInt64) throws -> UInt64 {
        var scenario = try Scenarios.named("lost-cell-voltage")
        scenario.seed = seed
        let run = Scenarios.run(scenario)
        while !run.isOver { _ = run.step() }
        return run.trace.value
    }

    @Test func `two runs of one seed say the same`() throws {
        #expect(try hash(seed: 7) == hash(seed: 7))
    }

    @Test func `another seed says something else`() throws {
        #expect(try hash(seed: 7) != hash(seed: 8))
    }

    @Test func `two runs in turns do not disturb each other`() throws {
        var scenario = try Scenarios.named("emergency-stop")
        scenario.duration = .seconds(60)
        let alone = Scenarios.run(scenario)
        while !alone.isOver { _ = alone.step() }
        let first = Scenarios.run(scenario)
        let second = Scenarios.run(scenario)
        while !first.isOver {
            _ = first.step()
            _ = second.step()
        }
        #expect(first.trace == alone.trace)
        #expect(second.trace == alone.trace)
    }
}
