import Assembly
import Configuration
import Control
import HAL
import Protection
import Quantities
import SimulatedChips

@testable import PackSimulation

/// A simulated rig and its loop under the test's own hand: every step, request and fault is asked
/// for by the test, and everything that must always hold is checked on the way.
final class Bench {
    let scenario: ScenarioDescription
    let rig: SimulatedRig
    /// Another one after ``replaceLoop()``.
    private(set) var control: ControlLoop
    let period: Duration
    /// Both buses as simulated.
    let buses: [SimulatedI2CBus]

    /// What source or load asks for, A.
    var demand = 0.0
    /// What the last step said.
    private(set) var last: Snapshot
    private(set) var flags = FlagLog()
    private(set) var hazards: HazardMonitor
    private(set) var trace = TraceHash()
    /// The longest that one step kept the buses busy.
    private(set) var busTimeMaximum: Duration = .zero
    private var invariants: InvariantChecker

    /// - Parameters:
    ///   - faultable: Devices that the test will silence, freeze or reset.
    ///   - welded: The test will weld a contactor, which excuses it from being open.
    init(
        _ scenario: ScenarioDescription = Scenarios.quiet, faultable: [String] = [],
        welded: Bool = false
    ) {
        var scenario = scenario
        scenario.faults += faultable.map { name in
            InjectedFault(
                name: "never " + name, kind: .deviceSilent(device: name), step: nil,
                after: .seconds(1_000_000), duration: nil, ramp: .zero)
        }
        if welded {
            scenario.faults.append(
                InjectedFault(
                    name: "never welded", kind: .contactorWelded(.positive), step: nil,
                    after: .seconds(1_000_000), duration: nil, ramp: .zero))
        }
        self.scenario = scenario
        period = scenario.pack.loopPeriod
        rig = SimulatedRig(scenario)
        buses = rig.board.buses
        control = PackAssembly.controlLoop(
            for: scenario.pack, ports: rig.board.ports,
            stateOfCharge: scenario.initial.estimatorStateOfCharge)
        hazards = HazardMonitor(rules: scenario.pack.rules, loopPeriod: period)
        invariants = InvariantChecker(scenario: scenario)
        last = Snapshot(
            cellCount: scenario.pack.cellCount, stackCount: scenario.pack.stacks.count)
    }

    /// What a killed program leaves and the next one finds: coils without a command, and a loop
    /// that knows nothing. The world goes on.
    func replaceLoop() {
        let ports = rig.board.ports
        for coil in [ports.positiveContactor, ports.prechargeContactor, ports.negativeContactor] {
            do throws(LineError) { try coil.set(false) } catch {
                preconditionFailure("A simulated line takes its level: \(error)")
            }
        }
        demand = 0
        control = PackAssembly.controlLoop(for: scenario.pack, ports: ports)
    }

    /// Broken invariants and late answers to hazards.
    var failures: [String] {
        invariants.violations
            + hazards.failures(now: rig.now).map {
                "\($0.diagnostic) at \($0.place): \($0.reaction.map { "\($0)" } ?? "no answer"), "
                    + "\($0.budget) allowed"
            }
    }

    /// One step of world and loop.
    ///
    /// - Parameters:
    ///   - requests: What the operator asks for in this step.
    ///   - parts: The world moves in this many parts, so that events fall between steps.
    ///   - afterWorld: Happens between the world and the loop.
    ///   - event: Happens when `after` parts are over.
    func step(
        _ requests: OperatorRequests = [], parts: Int = 1, after: Int = 0,
        afterWorld: () -> Void = {}, event: () -> Void = {}
    ) {
        let begin = rig.now
        for part in 1...parts {
            if part == after + 1 { event() }
            let fraction = period.inNanoseconds * Int64(part) / Int64(parts)
            rig.advance(to: begin + .nanoseconds(fraction), demand: demand)
            invariants.checkInrush(rig)
            hazards.observe(rig, isConnected: rig.board.contacts.isConnected)
        }
        afterWorld()
        if !requests.isEmpty { control.request(requests) }
        let before = buses.map(\.busyTime)
        last = control.step(now: rig.now)
        for (bus, time) in zip(buses, before) {
            busTimeMaximum = max(busTimeMaximum, bus.busyTime - time)
        }
        hazards.decide(last.commanded, now: rig.now)
        flags.observe(last)
        invariants.check(last, rig: rig)
        trace.add(last)
    }

    /// Steps until something holds.
    ///
    /// - Parameter event: Happens in every step between the world and the loop.
    /// - Returns: How long it took; `nil` when it did not come to hold within `limit`.
    @discardableResult
    func run(
        _ limit: Duration, requests: OperatorRequests = [], each event: () -> Void = {},
        until holds: (Bench) -> Bool
    ) -> Duration? {
        let begin = rig.now
        while rig.now - begin < limit {
            step(requests, afterWorld: event)
            if holds(self) { return rig.now - begin }
        }
        return nil
    }

    /// Steps for a while.
    func run(_ duration: Duration) { run(duration) { _ in false } }

    /// From the start to operating, with a current flowing.
    func bringUp(demand: Double = 0.1) {
        let isUp = run(.seconds(20)) { $0.last.state == .standby } != nil
        precondition(isUp, "The pack reaches standby: \(last.state), \(last.activeFlags)")
        let isClosed = run(.seconds(10), requests: .close) { $0.last.state == .operating } != nil
        precondition(isClosed, "The pack closes: \(last.state), \(last.activeFlags)")
        self.demand = demand
        run(.seconds(1))
    }

    // MARK: - What tests ask

    /// Whether every contactor is open in truth.
    var isPhysicallyOpen: Bool { rig.board.contacts == PowerPath.Contacts() }

    /// Whether every reading of the last step is there.
    var isEverythingMeasured: Bool {
        last.current.value != nil && last.busVoltage.value != nil && last.packVoltage.value != nil
            && last.cells.allSatisfy { $0.voltage.value != nil && $0.temperature.value != nil }
            && last.stacks.allSatisfy { $0.pressure.value != nil }
    }

    func isActive(_ diagnostic: Diagnostic, _ grade: Grade? = nil) -> Bool {
        last.activeFlags.contains {
            $0.diagnostic == diagnostic && (grade == nil || $0.grade == grade)
        }
    }

    func wasRaised(_ diagnostic: Diagnostic, _ grade: Grade? = nil) -> Bool {
        flags.entries.contains {
            $0.raised.diagnostic == diagnostic && (grade == nil || $0.raised.grade == grade)
        }
    }

    /// Whether anything was raised at the grade that opens the contactors.
    var safetyFlags: [Diagnostic] {
        flags.entries.filter { $0.raised.grade == .safety }.map(\.raised.diagnostic)
    }
}
