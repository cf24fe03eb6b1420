import Protection
import Quantities
import Testing

/// Every sub-state of the sequence against every input.
struct ContactorTableTests {
    enum Situation: CaseIterable {
        case initialising, standby, closingNegative, chargingBus, closingPositive
        case releasingPrecharge, betweenAttempts, operating, openingPrecharge, awaitingCurrent
        case openingPositive, openingNegative, fault, service

        var isClosing: Bool {
            switch self {
            case .closingNegative, .chargingBus, .closingPositive, .releasingPrecharge,
                .betweenAttempts:
                true
            default: false
            }
        }
    }

    enum Input: CaseIterable {
        case nothing, close, open, acknowledge, enterService, leaveService
        case fatalCountingDown, fatalElapsed, emergency, readingsMissing, feedbackMissing
        case currentMissing, busVoltageMissing, devicesLost
    }

    /// A rig one step into the situation.
    private func rig(in situation: Situation) -> ContactorRig {
        var rig = ContactorRig()
        func reach(_ condition: (ContactorRig) -> Bool) {
            rig.run(until: condition)
        }
        rig.devicesReady = situation != .initialising
        rig.step()
        switch situation {
        case .initialising, .standby: break
        case .closingNegative: rig.step(.close)
        case .chargingBus:
            rig.step(.close)
            reach { $0.order.coils.contains(.precharge) }
        case .closingPositive:
            rig.step(.close)
            reach { $0.order.coils.contains(.positive) }
        case .releasingPrecharge:
            rig.step(.close)
            reach { $0.order.coils == [.negative, .positive] }
        case .betweenAttempts:
            rig.busIsShorted = true
            rig.step(.close)
            reach { $0.order.coils.contains(.precharge) }
            reach { $0.order.coils.isEmpty }
        case .openingPrecharge:
            rig.step(.close)
            reach { $0.order.coils.contains(.positive) }
            rig.step(.open)
        case .operating: rig = .connected()
        case .awaitingCurrent:
            rig = .connected()
            rig.load = -80
            rig.step()
            rig.step(.open)
        case .openingPositive, .openingNegative:
            rig = .connected()
            rig.step(.open)
            if situation == .openingNegative { reach { $0.order.coils.isEmpty } }
        case .fault:
            rig.fatalActive = true
            reach { $0.order.state == .fault }
            rig.fatalActive = false
        case .service: rig.step(.enterService)
        }
        return rig
    }

    private func apply(_ input: Input, to rig: inout ContactorRig) {
        var requests: OperatorRequests = []
        switch input {
        case .nothing: break
        case .close: requests = .close
        case .open: requests = .open
        case .acknowledge: requests = .acknowledge
        case .enterService: requests = .enterService
        case .leaveService: requests = .leaveService
        case .fatalCountingDown: rig.fatalActive = true
        case .fatalElapsed: (rig.fatalActive, rig.countdownElapsed) = (true, true)
        case .emergency: rig.emergency = true
        case .readingsMissing: rig.readingsValid = false
        case .feedbackMissing: rig.hidesFeedback = true
        case .currentMissing: rig.hidesCurrent = true
        case .busVoltageMissing: rig.hidesBusVoltage = true
        case .devicesLost: rig.devicesReady = false
        }
        rig.step(requests)
    }

    /// The state one step later without any input.
    private func resting(_ situation: Situation) -> ContactorState {
        switch situation {
        case .initialising: .initialising
        case .standby, .openingNegative: .standby
        case .closingNegative, .chargingBus, .closingPositive, .releasingPrecharge,
            .betweenAttempts:
            .precharging
        case .operating: .operating
        case .openingPrecharge, .awaitingCurrent, .openingPositive: .opening
        case .fault: .fault
        case .service: .service
        }
    }

    private func expected(_ situation: Situation, _ input: Input) -> ContactorState {
        switch (situation, input) {
        case (.fault, .fatalCountingDown), (.fault, .fatalElapsed), (.fault, .emergency): .fault
        case (.service, .fatalCountingDown), (.service, .fatalElapsed), (.service, .emergency):
            .service
        case (.openingNegative, .fatalCountingDown), (.openingNegative, .fatalElapsed),
            (.openingNegative, .emergency):
            .fault
        case (.operating, .fatalCountingDown): .operating
        case (_, .fatalCountingDown), (_, .fatalElapsed), (_, .emergency): .opening
        case (.standby, .close): .precharging
        case (.operating, .open): .opening
        case (_, .open) where situation.isClosing: .opening
        case (.fault, .acknowledge): .standby
        case (.standby, .enterService), (.fault, .enterService): .service
        case (.service, .leaveService): .standby
        case (.openingNegative, .feedbackMissing), (.openingNegative, .currentMissing): .opening
        default: resting(situation)
        }
    }

    private func expectedRefusal(_ situation: Situation, _ input: Input) -> RequestRefusal? {
        switch input {
        case .close:
            switch situation {
            case .standby, .operating: nil
            default: situation.isClosing ? nil : .wrongState
            }
        case .enterService:
            [.standby, .service, .fault].contains(situation) ? nil : .wrongState
        case .leaveService: situation == .service ? nil : .wrongState
        default: nil
        }
    }

    @Test(arguments: Situation.allCases, Input.allCases)
    func `every input has its meaning in every state`(situation: Situation, input: Input) {
        var rig = rig(in: situation)
        let before = rig.order
        apply(input, to: &rig)
        #expect(rig.order.state == expected(situation, input))
        #expect(rig.order.refusal == expectedRefusal(situation, input))
        if rig.fatalActive || rig.emergency {
            #expect(before.coils.isSuperset(of: rig.order.coils), "nothing closes on a fatal flag")
        }
        if rig.emergency { #expect(rig.order.coils.isEmpty) }
        switch rig.order.state {
        case .initialising, .standby, .fault, .service: #expect(rig.order.coils.isEmpty)
        case .operating: #expect(rig.order.coils == [.negative, .positive])
        case .precharging, .opening: break
        }
    }

    @Test(arguments: Situation.allCases)
    func `a lasting fatal flag ends in fault with all coils off`(situation: Situation) {
        var rig = rig(in: situation)
        rig.fatalActive = true
        rig.countdownElapsed = true
        rig.run(for: .seconds(1))
        if situation == .service {
            #expect(rig.order.state == .service)
            rig.step(.leaveService)
        }
        #expect(rig.order.state == .fault)
        #expect(rig.order.coils.isEmpty)
        rig.step([.close, .acknowledge])
        #expect(rig.order.state == .fault)
        rig.fatalActive = false
        rig.countdownElapsed = false
        rig.run(for: .seconds(3))
        #expect(rig.order.state == .fault)
        rig.step(.acknowledge)
        #expect(rig.order.state == .standby)
    }

    @Test func `service entered from fault ends in fault`() {
        var rig = rig(in: .fault)
        rig.step(.enterService)
        #expect(rig.order.state == .service)
        rig.step(.leaveService)
        #expect(rig.order.state == .fault)
        rig.step(.acknowledge)
        #expect(rig.order.state == .standby)
    }

    @Test func `what was fatal in service and is gone still has to be acknowledged`() {
        var rig = rig(in: .service)
        rig.fatalActive = true
        rig.step()
        rig.fatalActive = false
        rig.step(.leaveService)
        #expect(rig.order.state == .fault)
    }

    @Test func `nothing fatal is sat out in service when the contactors are not proven open`() {
        var rig = rig(in: .service)
        rig.fatalActive = true
        rig.hidesFeedback = true
        rig.step()
        #expect(rig.order.state == .opening)
        rig.run(for: .seconds(1))
        #expect(rig.order.state == .fault)
    }

    @Test func `neither service nor fault can be left by a request to close`() {
        for situation in [Situation.service, .fault] {
            var rig = rig(in: situation)
            let state = rig.order.state
            for _ in 0..<300 {
                rig.step(.close)
                #expect(rig.order.state == state)
                #expect(rig.order.coils.isEmpty)
            }
        }
    }
}
