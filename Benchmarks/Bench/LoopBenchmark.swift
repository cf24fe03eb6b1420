import Assembly
import BenchmarkReference
import Configuration
import Control
import Estimation
import Foundation
import PackSimulation
import Protection
import Quantities
import Recording

/// The parts of one step of a 16-cell pack, as the demonstration scenario builds it.
struct LoopBenchmark {
    /// What a step of a 16-cell estimator may take, µs.
    private static let allowed = 20.0
    private let scenario: ScenarioDescription

    init(scenario path: String) {
        do throws(ConfigurationError) {
            scenario = try ScenarioDescription(contentsOf: path)
        } catch {
            preconditionFailure("Run the benchmarks in the root of the repository: \(error)")
        }
    }

    func rows() -> [Row] {
        estimatorRows() + protectionRows() + stepRows() + recorderRows()
    }

    private var cellCount: Int { scenario.pack.cellCount }

    /// A pack's estimator against as many filters in C, which know nothing of stacks.
    private func estimatorRows() -> [Row] {
        let pack = scenario.pack
        var estimator = PackEstimator(
            cells: Array(repeating: ExampleCell.parameters, count: cellCount),
            stackOfCell: (0..<cellCount).map(pack.stackIndex(ofCell:)),
            fixtures: pack.stacks.map { _ in ExampleCell.fixture })
        // The pressure given stands still; a filter that distrusts it has less to do.
        estimator.settings.distrustRatio = 0
        let reference = ReferenceFilters(count: cellCount, inputs: FilterBenchmark.inputs)
        let inputs = (0..<cellCount).map(FilterBenchmark.inputs)
        let stackCount = pack.stacks.count
        var charge = 0.0
        let times = ExampleCell.withReference { pointer in
            Stopwatch.best([
                { reference.step(pointer, interval: 0.1) },
                {
                    for cell in inputs.indices {
                        estimator.setVoltage(
                            .valid(.volts(inputs[cell].voltage), age: .zero), cell: cell)
                        estimator.setTemperature(
                            .valid(.kelvins(inputs[cell].temperature), age: .zero), cell: cell)
                    }
                    for stack in 0..<stackCount {
                        estimator.setPressure(.valid(.pascals(7e6), age: .zero), stack: stack)
                    }
                    estimator.step(current: .valid(.amperes(-0.01), age: .zero), interval: 0.1)
                },
                {
                    for cell in inputs.indices {
                        charge += estimator.estimate(cell: cell).stateOfCharge
                    }
                },
            ])
        }
        precondition(charge > 0, "Estimates of a half-full cell are positive.")
        return [
            .time(
                "pack estimator, step of \(cellCount) cells", "us", times[1] * 1e6,
                reference: times[0] * 1e6, bar: 0.2),
            .time(
                "pack estimator, step, allowed", "us", times[1] * 1e6, reference: Self.allowed,
                bar: 1),
            .time("pack estimator, \(cellCount) estimates", "us", times[2] * 1e6),
        ]
    }

    /// All rules over a table of healthy values.
    private func protectionRows() -> [Row] {
        let pack = scenario.pack
        let stackCount = pack.stacks.count
        var engine = RuleEngine(rules: pack.rules, cellCount: cellCount, stackCount: stackCount)
        let table = SignalTable(cellCount: cellCount, stackCount: stackCount)
        var events: [FlagEvent] = []
        events.reserveCapacity(Snapshot.flagLimit)
        var now = Instant.start
        let times = Stopwatch.best([
            {
                now = now + .milliseconds(100)
                events.removeAll(keepingCapacity: true)
                engine.evaluate(table, direction: [], now: now, into: &events)
            }
        ])
        return [.time("protection, \(pack.rules.count) rules", "us", times[0] * 1e6)]
    }

    /// World and loop together, through drivers, bytes and chips.
    private func stepRows() -> [Row] {
        let rig = SimulatedRig(scenario)
        let control = PackAssembly.controlLoop(
            for: scenario.pack, ports: rig.board.ports,
            stateOfCharge: scenario.initial.estimatorStateOfCharge)
        let period = scenario.pack.loopPeriod
        var loopTime = Double.infinity
        var worldTime = Double.infinity
        let steps = 200
        for _ in 0..<40 {
            var world = 0.0
            var loop = 0.0
            for _ in 0..<steps {
                let begin = reference_thread_time()
                rig.advance(to: rig.now + period, demand: 0)
                let middle = reference_thread_time()
                _ = control.step(now: rig.now)
                loop += reference_thread_time() - middle
                world += middle - begin
            }
            worldTime = min(worldTime, world / Double(steps))
            loopTime = min(loopTime, loop / Double(steps))
        }
        return [
            .time("simulated world, one step", "us", worldTime * 1e6),
            .time("control loop on simulated chips, one step", "us", loopTime * 1e6),
        ]
    }

    /// Offering a snapshot against copying the memory of one.
    private func recorderRows() -> [Row] {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("solidbms-bench-\(ProcessInfo.processInfo.processIdentifier)")
        defer {
            do { try FileManager.default.removeItem(at: folder) } catch {
                print("The folder \(folder.path) could not be removed: \(error)")
            }
        }
        let recorder: Recorder
        do {
            try FileManager.default.createDirectory(
                at: folder, withIntermediateDirectories: true)
            recorder = try Recorder(
                path: folder.appendingPathComponent("log.sqlite").path,
                run: RunDescription(scenario),
                options: .simulation)
        } catch {
            preconditionFailure("A log in the temporary folder could not be opened: \(error)")
        }
        var snapshot = Snapshot(cellCount: cellCount, stackCount: scenario.pack.stacks.count)
        let bytes =
            cellCount * MemoryLayout<CellSnapshot>.stride
            + scenario.pack.stacks.count * MemoryLayout<StackSnapshot>.stride
        let source = Array(repeating: UInt8(1), count: bytes)
        var target = source
        let times = Stopwatch.best(
            rounds: 10,
            [
                { reference_copy(source, &target, bytes, 1) },
                {
                    snapshot.now = snapshot.now + .milliseconds(100)
                    snapshot.sequence += 1
                    recorder.offer(snapshot)
                },
            ])
        recorder.finish(traceHash: nil)
        return [
            .time(
                "recorder, one offer", "us", times[1] * 1e6, reference: times[0] * 1e6,
                bar: 0.05)
        ]
    }
}

extension RunDescription {
    /// What a log says of a scenario's run.
    init(_ scenario: ScenarioDescription) {
        self.init(
            startedUnixNanoseconds: 0, programVersion: ProgramVersion.current,
            packName: scenario.pack.name, configurationDigest: "",
            cells: (0..<scenario.pack.cellCount).map {
                Cell(name: "cell\($0 + 1)", stack: scenario.pack.stackIndex(ofCell: $0))
            },
            stackNames: scenario.pack.stacks.map(\.name), seed: scenario.seed,
            scenario: scenario.name)
    }
}
