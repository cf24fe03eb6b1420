import Protection
import Quantities
import Testing

struct ContactorOpeningTests {
    @Test func `a request opens the positive contactor at once, then the negative, into standby`() {
        var rig = ContactorRig.connected()
        rig.load = -5
        rig.step()
        rig.step(.open)
        #expect(rig.order.coils == [.negative])
        rig.run { $0.order.state == .standby }
        #expect(rig.states == [.operating, .opening, .standby])
        #expect(rig.coils == [[.negative, .positive], [.negative], []])
        #expect(rig.everShown.isEmpty)
    }

    @Test func `a fatal flag opens when its countdown is over, into fault`() {
        var rig = ContactorRig.connected()
        rig.fatalActive = true
        rig.run(for: .seconds(1))
        #expect(rig.order.state == .operating)
        rig.countdownElapsed = true
        rig.step()
        #expect(rig.order.coils == [.negative])
        rig.run { $0.order.state == .fault }
        #expect(rig.states == [.operating, .opening, .fault])
    }

    @Test func `a fatal flag that clears before its countdown leaves the pack connected`() {
        var rig = ContactorRig.connected()
        rig.fatalActive = true
        rig.run(for: .milliseconds(100))
        rig.fatalActive = false
        rig.run(for: .seconds(1))
        #expect(rig.order.state == .operating)
    }

    @Test func `a fatal flag that caused opening leads to fault although it cleared meanwhile`() {
        var rig = ContactorRig.connected()
        rig.fatalActive = true
        rig.countdownElapsed = true
        rig.step()
        rig.fatalActive = false
        rig.countdownElapsed = false
        rig.run { $0.order.state == .fault }
        rig.run(for: .seconds(5))
        #expect(rig.order.state == .fault, "only an acknowledgement leads out")
        rig.step(.acknowledge)
        #expect(rig.order.state == .standby)
    }

    @Test func `an emergency drops every coil in the same step whatever the current`() {
        var rig = ContactorRig.connected()
        rig.load = -200
        rig.step()
        rig.emergency = true
        rig.step()
        #expect(rig.order.coils.isEmpty)
        #expect(rig.order.faults == .openedUnderLoad)
        rig.run { $0.order.state == .fault }
    }

    @Test func `an emergency while waiting for the current ends the wait`() {
        var rig = ContactorRig.connected()
        rig.load = 200
        rig.step()
        rig.step(.open)
        #expect(rig.order.coils == [.negative, .positive])
        rig.emergency = true
        rig.step()
        #expect(rig.order.coils.isEmpty)
    }

    @Test func `opening waits for the load to fall below the break current`() {
        var rig = ContactorRig.connected()
        rig.load = -80
        rig.step()
        rig.step(.open)
        rig.run(for: .milliseconds(200))
        #expect(rig.order.coils == [.negative, .positive])
        #expect(rig.order.state == .opening)
        rig.load = -50
        rig.step()
        #expect(rig.order.coils == [.negative])
        rig.run { $0.order.state == .standby }
        #expect(rig.everShown.isEmpty)
    }

    @Test func `opening goes ahead under load when the wait is over, and says so`() {
        var rig = ContactorRig.connected()
        rig.load = -80
        rig.step()
        rig.step(.open)
        let asked = rig.now
        rig.run { $0.order.coils == [.negative] }
        #expect(rig.now - asked == .milliseconds(300))
        #expect(rig.everShown == .openedUnderLoad)
    }

    @Test func `a missing current does not delay opening`() {
        var rig = ContactorRig.connected()
        rig.load = -80
        rig.hidesCurrent = true
        rig.step(.open)
        #expect(rig.order.coils == [.negative])
        rig.run(for: .milliseconds(60))
        #expect(rig.order.coils.isEmpty)
        rig.run { $0.order.state == .fault }
    }

    @Test func `aborting precharge opens the precharge contactor first`() {
        var rig = ContactorRig()
        rig.step()
        rig.step(.close)
        rig.run { $0.order.coils.contains(.positive) }
        rig.fatalActive = true
        rig.step()
        #expect(rig.order.coils == [.negative, .positive])
        rig.run { $0.order.state == .fault }
        #expect(
            rig.coils.suffix(4) == [
                [.negative, .precharge, .positive], [.negative, .positive], [.negative], [],
            ])
    }

    @Test(arguments: [
        (ContactorSet.negative, ContactorFaults.negativeFailsToOpen),
        (.positive, .positiveFailsToOpen),
    ])
    func `a contactor that welds while connected is named and ends in fault`(
        contactor: ContactorSet, fault: ContactorFaults
    ) {
        var rig = ContactorRig.connected()
        rig.load = -5
        rig.welded = contactor
        rig.step(.open)
        rig.run { $0.order.state == .fault }
        rig.run(for: .milliseconds(100))
        #expect(rig.everShown == fault)
        #expect(rig.order.coils.isEmpty)
        rig.run(for: .seconds(2))
        rig.step(.acknowledge)
        #expect(rig.order.refusal == .notProvenOpen)
        #expect(rig.order.state == .fault)
        rig.welded = []
        rig.step()
        rig.step(.acknowledge)
        #expect(rig.order.state == .standby)
    }

    @Test func `current tells of two welds although both auxiliary contacts lie`() {
        var rig = ContactorRig.connected()
        rig.load = -5
        rig.welded = [.negative, .positive]
        rig.lying = [.negative, .positive]
        rig.step(.open)
        rig.lying = [.negative, .positive]
        rig.run { $0.order.state == .fault }
        rig.run(for: .milliseconds(100))
        #expect(rig.everShown.isSuperset(of: [.negativeFailsToOpen, .positiveFailsToOpen]))
        rig.step(.acknowledge)
        #expect(rig.order.refusal == .notProvenOpen)
    }

    @Test func `a contactor that drops out while connected is shown after the confirm time`() {
        var rig = ContactorRig.connected()
        rig.run(for: .milliseconds(100))
        rig.stuckOpen = .positive
        rig.lying = .positive
        let dropped = rig.now
        rig.run { !$0.order.faults.isEmpty }
        #expect(rig.everShown == .positiveFailsToClose)
        #expect(rig.now - dropped >= .milliseconds(50))
        #expect(rig.order.state == .operating, "what follows is for the rules to say")
    }

    @Test func `a flicker of feedback shorter than the confirm time is not a fault`() {
        var rig = ContactorRig.connected()
        for _ in 0..<50 {
            rig.lying = .positive
            rig.run(for: .milliseconds(40))
            rig.lying = []
            rig.step()
        }
        #expect(rig.everShown.isEmpty)
    }

    @Test func `open is settled only after the confirm time without a coil`() {
        var rig = ContactorRig.connected()
        #expect(!rig.order.isOpenAndSettled)
        rig.emergency = true
        rig.step()
        let opened = rig.now
        #expect(!rig.order.isOpenAndSettled)
        rig.run { $0.order.isOpenAndSettled }
        #expect(rig.now - opened == .milliseconds(50))
    }

    @Test func `a clock that jumps back does not stretch what is under way`() {
        for condition in [ContactorSet.precharge, .positive] {
            var rig = ContactorRig()
            rig.now = .start + .seconds(1_000)
            rig.step()
            rig.step(.close)
            rig.run { $0.order.coils.contains(condition) }
            rig.now = .start
            rig.run { $0.order.state == .operating }
            #expect(rig.now < .start + .seconds(1))
            #expect(rig.everShown.isEmpty)
        }
        var rig = ContactorRig.connected()
        rig.now = .start + .seconds(1_000)
        rig.load = -80
        rig.step()
        rig.step(.open)
        rig.now = .start
        rig.run { $0.order.state == .standby }
        #expect(rig.everShown == .openedUnderLoad)
        rig.run { $0.order.faults.isEmpty }
        #expect(rig.now < .start + .seconds(2))
    }

    @Test func `a clock that jumps back neither hides a contactor fault nor keeps it`() {
        var rig = ContactorRig.connected()
        rig.now = .start + .seconds(1_000)
        rig.run(for: .milliseconds(100))
        rig.lying = .positive
        rig.run(for: .milliseconds(20))
        rig.now = .start
        rig.run(for: .milliseconds(60))
        #expect(rig.order.faults == .positiveFailsToClose)
        rig.now = .start + .seconds(1_000)
        rig.step()
        rig.lying = []
        rig.now = .start
        rig.run { $0.order.faults.isEmpty }
        #expect(rig.now < .start + .seconds(2))
    }

    @Test func `a pressed emergency stop cannot be acknowledged away`() {
        var rig = ContactorRig.connected()
        rig.emergency = true
        rig.run { $0.order.state == .fault }
        rig.step(.acknowledge)
        #expect(rig.order.state == .fault)
        #expect(rig.order.refusal == .fatalActive)
        rig.emergency = false
        rig.step(.acknowledge)
        #expect(rig.order.state == .standby)
    }

    @Test func `a request to open during a countdown ends in fault`() {
        var rig = ContactorRig.connected()
        rig.fatalActive = true
        rig.step()
        rig.step(.open)
        #expect(rig.order.coils == [.negative])
        rig.fatalActive = false
        rig.run { $0.order.coils.isEmpty }
        rig.run(for: .milliseconds(100))
        #expect(rig.order.state == .fault)
    }

    @Test func `faults reach their signals`() {
        let pairs: [(ContactorFaults, Signal)] = [
            (.negativeFailsToClose, .negativeContactorFailsToClose),
            (.prechargeFailsToClose, .prechargeContactorFailsToClose),
            (.positiveFailsToClose, .positiveContactorFailsToClose),
            (.negativeFailsToOpen, .negativeContactorFailsToOpen),
            (.prechargeFailsToOpen, .prechargeContactorFailsToOpen),
            (.positiveFailsToOpen, .positiveContactorFailsToOpen),
            (.prechargeFailed, .prechargeFailed), (.openedUnderLoad, .openedUnderLoad),
        ]
        for (fault, signal) in pairs {
            var table = SignalTable(cellCount: 1, stackCount: 1)
            fault.write(to: &table)
            for (_, other) in pairs {
                #expect(table.value(other) == (other == signal ? 1 : 0))
            }
        }
    }
}
