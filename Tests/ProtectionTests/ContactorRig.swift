import Protection
import Quantities
import Testing

/// A sequencer with the contactors, the bus and the load it switches, stepped every 10 ms.
struct ContactorRig {
    static let settings = ContactorSettings(
        confirmTime: .milliseconds(50), prechargeTimeout: .milliseconds(500),
        prechargeVoltageDifference: .volts(2), prechargeCurrent: .amperes(0.2),
        lockOut: .seconds(1), breakCurrent: .amperes(50), currentFallTime: .milliseconds(300),
        openCurrent: .amperes(0.1), hasFeedback: true)

    var sequencer: ContactorSequencer
    var order: ContactorOrder
    var now = Instant.start
    var period = Duration.milliseconds(10)

    // What a step is told.
    var devicesReady = true
    var readingsValid = true
    var fatalActive = false
    var countdownElapsed = false
    var emergency = false
    var hidesFeedback = false
    var hidesCurrent = false
    var hidesBusVoltage = false

    // What is true.
    var closed: ContactorSet = []
    var welded: ContactorSet = []
    var stuckOpen: ContactorSet = []
    /// Contactors whose auxiliary contact reads the wrong way round.
    var lying: ContactorSet = []
    var bus = 0.0
    /// What the load draws when connected; negative discharges.
    var load = 0.0
    /// A load on the bus so heavy that precharge never ends.
    var busIsShorted = false
    var packVoltage = 100.0
    /// The fraction of its voltage that an unconnected bus loses in a millisecond.
    var busDecay = 0.01
    var current = 0.0

    /// The states in the order in which they were entered.
    var states: [ContactorState] = [.initialising]
    /// Every set of coils that was commanded, in order.
    var coils: [ContactorSet] = [[]]
    var everShown: ContactorFaults = []

    init(settings: ContactorSettings = Self.settings) {
        sequencer = ContactorSequencer(settings: settings)
        order = ContactorOrder(
            coils: [], state: .initialising, faults: [], isOpenAndSettled: false, refusal: nil)
    }

    var inputs: ContactorInputs {
        ContactorInputs(
            now: now, devicesReady: devicesReady, readingsValid: readingsValid,
            fatalActive: fatalActive, countdownElapsed: countdownElapsed, emergency: emergency,
            requests: [],
            feedback: hidesFeedback ? nil : closed.symmetricDifference(lying),
            current: hidesCurrent ? nil : .amperes(current), packVoltage: .volts(packVoltage),
            busVoltage: hidesBusVoltage ? nil : .volts(bus))
    }

    mutating func step(_ requests: OperatorRequests = []) {
        now = now + period
        move()
        var inputs = inputs
        inputs.requests = requests
        order = sequencer.step(inputs)
        if order.state != states[states.count - 1] { states.append(order.state) }
        if order.coils != coils[coils.count - 1] { coils.append(order.coils) }
        everShown.formUnion(order.faults)
    }

    /// Steps until the condition holds; fails the test when it does not within 2,000 steps.
    mutating func run(
        sourceLocation: SourceLocation = #_sourceLocation, until condition: (ContactorRig) -> Bool
    ) {
        for _ in 0..<2_000 {
            if condition(self) { return }
            step()
        }
        Issue.record("The condition was never reached.", sourceLocation: sourceLocation)
    }

    mutating func run(for duration: Duration) {
        let end = now + duration
        while now < end { step() }
    }

    /// A pack that is connected.
    static func connected(settings: ContactorSettings = Self.settings) -> ContactorRig {
        var rig = ContactorRig(settings: settings)
        rig.step()
        rig.step(.close)
        rig.run { $0.order.state == .operating }
        rig.states = [.operating]
        rig.coils = [rig.order.coils]
        return rig
    }

    /// Lets contactors follow their coils and the bus follow the contactors.
    private mutating func move() {
        closed = order.coils.union(welded).subtracting(stuckOpen)
        let isMain = closed.isSuperset(of: [.negative, .positive])
        let isPrecharge = closed.isSuperset(of: [.negative, .precharge])
        let resistance = 50.0
        let milliseconds = Int(period.inNanoseconds / 1_000_000)
        if isMain {
            bus = packVoltage
            current = load
        } else if isPrecharge {
            for _ in 0..<milliseconds { bus += (packVoltage - bus) * 0.022 }
            if busIsShorted { bus = 0 }
            current = -(packVoltage - bus) / resistance
        } else {
            for _ in 0..<milliseconds { bus *= 1 - busDecay }
            current = 0
        }
    }
}
