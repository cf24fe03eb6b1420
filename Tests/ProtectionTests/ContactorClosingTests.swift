import Protection
import Quantities
import Testing

struct ContactorClosingTests {
    private func standby(settings: ContactorSettings = ContactorRig.settings) -> ContactorRig {
        var rig = ContactorRig(settings: settings)
        rig.step()
        return rig
    }

    @Test func `a sound pack closes negative, precharge, positive and releases precharge`() {
        var rig = standby()
        rig.step(.close)
        rig.run { $0.order.state == .operating }
        #expect(rig.states == [.initialising, .standby, .precharging, .operating])
        #expect(
            rig.coils == [
                [], [.negative], [.negative, .precharge], [.negative, .precharge, .positive],
                [.negative, .positive],
            ])
        #expect(rig.everShown.isEmpty)
    }

    @Test func `the positive contactor closes only once voltage and current are small`() {
        var rig = standby()
        rig.step(.close)
        rig.run { $0.order.coils.contains(.positive) }
        #expect((rig.packVoltage - rig.bus).magnitude < 2)
        #expect(rig.current.magnitude < 0.2)

        // A battery that swings with the bus: the voltage is close, the current is not.
        var strict = ContactorRig.settings
        strict.prechargeVoltageDifference = .volts(1_000)
        var other = standby(settings: strict)
        other.step(.close)
        other.run { $0.order.coils.contains(.positive) }
        #expect(other.current.magnitude < 0.2)
    }

    @Test func `nothing closes before it is asked to, ready, and free of fatal flags`() {
        var rig = ContactorRig()
        rig.devicesReady = false
        rig.step(.close)
        #expect(rig.order.refusal == .wrongState)
        rig.run(for: .seconds(1))
        #expect(rig.order.state == .initialising)
        rig.devicesReady = true
        rig.step()
        rig.run(for: .seconds(1))
        #expect(rig.order.state == .standby)
        rig.readingsValid = false
        rig.step(.close)
        #expect(rig.order.refusal == .readingMissing)
        rig.readingsValid = true
        rig.hidesCurrent = true
        rig.step(.close)
        #expect(rig.order.refusal == .notProvenOpen)
        rig.hidesCurrent = false
        rig.step([.close, .open])
        #expect(rig.order.state == .standby, "open wins")
        #expect(rig.coils == [[]])
    }

    @Test func `precharge is tried three times with a lock-out between, then faults`() {
        var rig = standby()
        rig.busIsShorted = true
        rig.step(.close)
        var starts: [Instant] = []
        var ends: [Instant] = []
        while rig.order.state == .precharging && rig.now < .start + .seconds(20) {
            let before = rig.order.coils
            rig.step()
            if rig.order.coils.contains(.precharge) && !before.contains(.precharge) {
                starts.append(rig.now)
            }
            if !rig.order.coils.contains(.precharge) && before.contains(.precharge) {
                ends.append(rig.now)
            }
        }
        #expect(starts.count == 3)
        #expect(ends.count == 3)
        for attempt in 0..<min(starts.count, ends.count) {
            #expect(ends[attempt] - starts[attempt] == .milliseconds(500))
            if attempt > 0 { #expect(starts[attempt] - ends[attempt - 1] >= .seconds(1)) }
        }
        #expect(rig.everShown == .prechargeFailed)
        rig.run { $0.order.state == .fault }
        #expect(!rig.coils.contains { $0.contains(.positive) })
        #expect(rig.states == [.initialising, .standby, .precharging, .opening, .fault])
        rig.run(for: .seconds(2))
        #expect(rig.order.faults.isEmpty, "shown long enough for the rules, not for ever")
    }

    @Test func `a second attempt can succeed and starts the count anew`() {
        var rig = standby()
        rig.busIsShorted = true
        rig.step(.close)
        rig.run { $0.order.coils.contains(.precharge) }
        rig.run { $0.order.coils.isEmpty }
        #expect(rig.order.state == .precharging)
        rig.busIsShorted = false
        rig.run { $0.order.state == .operating }
        #expect(rig.everShown.isEmpty)
    }

    @Test func `missing voltage or current during precharge never passes for charged`() {
        for hides in [\ContactorRig.hidesCurrent, \.hidesBusVoltage] {
            var rig = standby()
            rig.step(.close)
            rig.run { $0.order.coils.contains(.precharge) }
            rig[keyPath: hides] = true
            rig.run(for: .milliseconds(480))
            #expect(rig.order.coils == [.negative, .precharge])
            rig.run(for: .milliseconds(30))
            #expect(rig.order.coils.isEmpty)
        }
    }

    @Test func `closing again is locked out after opening`() {
        var rig = ContactorRig.connected()
        rig.step(.open)
        rig.run { $0.order.state == .standby }
        rig.step(.close)
        #expect(rig.order.refusal == .lockedOut)
        #expect(rig.order.coils.isEmpty)
        rig.run(for: .seconds(1))
        rig.step(.close)
        #expect(rig.order.refusal == nil)
        #expect(rig.order.state == .precharging)
    }

    @Test(arguments: [
        (ContactorSet.negative, ContactorFaults.negativeFailsToClose),
        (.precharge, .prechargeFailsToClose), (.positive, .positiveFailsToClose),
    ])
    func `a contactor that fails to close is named and faults`(
        contactor: ContactorSet, fault: ContactorFaults
    ) {
        var rig = standby()
        rig.stuckOpen = contactor
        rig.step(.close)
        rig.run { $0.order.state == .fault }
        #expect(rig.everShown == fault)
        #expect(!rig.states.contains(.operating))
    }

    @Test(arguments: [
        (ContactorSet.negative, ContactorFaults.negativeFailsToOpen),
        (.precharge, .prechargeFailsToOpen), (.positive, .positiveFailsToOpen),
    ])
    func `a contactor welded before closing keeps the pack open and is named`(
        contactor: ContactorSet, fault: ContactorFaults
    ) {
        var rig = standby()
        rig.welded = contactor
        rig.step(.close)
        #expect(rig.order.state == .standby)
        #expect(rig.order.refusal == .notProvenOpen)
        rig.run(for: .milliseconds(60))
        #expect(rig.everShown == fault)
    }

    @Test func `a welded positive contactor with lying feedback is found by the bus voltage`() {
        var rig = standby()
        rig.welded = .positive
        rig.lying = .positive
        rig.step(.close)
        #expect(rig.order.coils == [.negative])
        // Its auxiliary contact keeps saying open, and nothing draws current.
        rig.run { $0.order.state == .fault }
        #expect(rig.everShown == .positiveFailsToOpen)
        #expect(!rig.coils.contains { $0.contains(.precharge) })
    }

    @Test func `a positive contactor that lies about closing is found by the bus voltage`() {
        var rig = standby()
        rig.stuckOpen = .positive
        rig.step(.close)
        rig.run { $0.order.coils.contains(.positive) }
        rig.lying = .positive
        rig.run { $0.order.state == .fault }
        #expect(rig.everShown.contains(.positiveFailsToClose))
        #expect(!rig.states.contains(.operating))
    }

    @Test func `a slowly sinking bus is enough to refute the positive contactor`() {
        var rig = standby()
        rig.busDecay = 0.001
        rig.stuckOpen = .positive
        rig.step(.close)
        rig.run { $0.order.coils.contains(.positive) }
        rig.lying = .positive
        rig.run { $0.order.state == .fault }
        #expect(rig.everShown.contains(.positiveFailsToClose))
        #expect(!rig.states.contains(.operating))
    }

    @Test func `a contactor fault just seen keeps the pack open`() {
        var rig = standby()
        rig.lying = .positive
        rig.run { !$0.order.faults.isEmpty }
        rig.lying = []
        rig.run(for: .milliseconds(500))
        rig.step(.close)
        #expect(rig.order.refusal == .contactorFault)
        rig.run(for: .seconds(1))
        rig.step(.close)
        #expect(rig.order.state == .precharging)
    }

    @Test func `giving up between attempts keeps the lock-out and starts the count anew`() {
        var rig = standby()
        rig.busIsShorted = true
        rig.step(.close)
        rig.run { $0.order.coils.contains(.precharge) }
        rig.run { $0.order.coils.isEmpty }
        let ended = rig.now
        rig.step(.open)
        rig.run { $0.order.state == .standby }
        rig.step(.close)
        #expect(rig.order.refusal == .lockedOut)
        while rig.order.state == .standby { rig.step(.close) }
        #expect(rig.now - ended == .seconds(1))
        let before = rig.coils.count
        rig.run { $0.order.state == .fault }
        #expect(rig.coils[before...].filter { $0.contains(.precharge) }.count == 3)
    }

    @Test func `a reading missing between attempts ends closing in standby`() {
        var rig = standby()
        rig.busIsShorted = true
        rig.step(.close)
        rig.run { $0.order.coils.contains(.precharge) }
        rig.readingsValid = false
        rig.run { $0.order.state == .standby }
        #expect(rig.states == [.initialising, .standby, .precharging, .opening, .standby])
        #expect(rig.coils == [[], [.negative], [.negative, .precharge], []])
    }

    @Test func `missing feedback at a proof opens again without blaming a contactor`() {
        var rig = standby()
        rig.step(.close)
        rig.hidesFeedback = true
        rig.run { $0.order.state == .opening }
        #expect(rig.order.coils.isEmpty)
        rig.hidesFeedback = false
        rig.run { $0.order.state == .standby }
        #expect(rig.everShown.isEmpty)
    }

    @Test func `a rig without auxiliary contacts closes on time, current and voltage`() {
        var settings = ContactorRig.settings
        settings.hasFeedback = false
        var rig = standby(settings: settings)
        rig.hidesFeedback = true
        rig.step(.close)
        rig.run { $0.order.state == .operating }
        #expect(rig.everShown.isEmpty)

        var stuck = standby(settings: settings)
        stuck.hidesFeedback = true
        stuck.stuckOpen = .negative
        stuck.step(.close)
        stuck.run { $0.order.state == .fault }
        #expect(stuck.everShown == .prechargeFailed)
    }

    @Test(arguments: [1, 7, 10, 100])
    func `closing works at any step period`(milliseconds: Int) {
        var rig = standby()
        rig.period = .milliseconds(milliseconds)
        rig.step(.close)
        rig.run { $0.order.state == .operating }
        #expect(rig.everShown.isEmpty)
    }
}
