import Protection
import Quantities
import Testing

@Suite struct BalancerTests {
    private static let uneven = [4.10, 4.05, 4.08, 4.00, 4.03]

    private func bleeding() -> BalancerRig {
        var rig = BalancerRig(Self.uneven)
        _ = rig.waitForBleeding()
        rig.step()
        #expect(rig.bleeding == 0b10101)
        return rig
    }

    // MARK: - Choice

    @Test func `the highest cells are bled, but no neighbours of theirs`() {
        // 4.10 first; its neighbour 4.09 not; of the rest 4.08, then 4.03 at the other end.
        var rig = BalancerRig([4.00, 4.10, 4.09, 4.08, 4.07, 4.02, 4.03])
        _ = rig.waitForBleeding()
        #expect(rig.order.cells == 0b100_1010)
    }

    @Test func `no more cells are bled at once than settings allow`() {
        var rig = BalancerRig([4.10, 4.0, 4.09, 4.0, 4.08, 4.0, 4.07, 4.0, 4.06])
        _ = rig.waitForBleeding()
        #expect(rig.order.cells == 0b10101)
    }

    @Test func `of equal cells the lower in the stack is bled`() {
        var rig = BalancerRig([4.0, 4.1, 4.1, 4.1, 4.1])
        _ = rig.waitForBleeding()
        #expect(rig.order.cells == 0b01010)
    }

    @Test func `a cell starts above one difference and stops at the other`() {
        var near = BalancerRig([4.000, 4.009])
        let nearTime = near.waitForBleeding()
        #expect(nearTime == nil)
        var far = BalancerRig([4.000, 4.011])
        let farTime = far.waitForBleeding()
        #expect(farTime != nil)
        // Between the two differences it goes on after the pause, below both it does not.
        far.voltages[1] = 4.006
        far.run(.seconds(40))
        #expect(far.order.cells == 0b10)
        far.voltages[1] = 4.004
        far.run(.seconds(40))
        let endTime = far.waitForBleeding()
        #expect(endTime == nil)
    }

    // MARK: - Time

    @Test func `voltages are judged only after the rest time`() {
        var rig = BalancerRig(Self.uneven)
        let waited = rig.waitForBleeding()
        #expect(waited.map { $0 >= .seconds(60) && $0 < .seconds(61) } == true)
    }

    @Test func `all switches open for the pause before cells are chosen again`() {
        var rig = bleeding()
        let begin = rig.now
        while rig.bleeding != 0 { rig.step() }
        #expect(rig.now - begin <= BalancerRig.settings.onTime)
        let waited = rig.waitForBleeding()
        #expect(waited.map { $0 >= .seconds(2) && $0 < .seconds(3) } == true)
    }

    @Test func `what is read while a switch is on chooses nothing`() {
        var rig = bleeding()
        rig.voltages = [4.00, 4.10, 4.00, 4.10, 4.00]
        rig.run(.seconds(25))
        #expect(rig.order.cells == 0b10101)
        rig.run(.seconds(10))
        #expect(rig.order.cells == 0b01010)
    }

    @Test func `a command is repeated well before the time-out`() {
        var settings = BalancerRig.settings
        settings.onTime = .seconds(300)
        var rig = BalancerRig([4.2, 4.0], settings: settings)
        _ = rig.waitForBleeding()
        rig.run(.seconds(200))
        #expect(rig.bleeding == 1)
        #expect(rig.longestGap == settings.refreshPeriod)
        // One to begin, one every five seconds: the bus is not kept busy.
        #expect(rig.commandCount == 41)
    }

    @Test func `a balanced pack costs no commands`() {
        var rig = BalancerRig([4.0, 4.001, 4.002])
        rig.run(.seconds(300))
        #expect(rig.commandCount == 0)
    }

    // MARK: - Ends

    @Test(arguments: ContactorState.allCases)
    func `another state ends it at once`(state: ContactorState) throws {
        var rig = bleeding()
        guard state != rig.state else { return }
        rig.state = state
        rig.step()
        #expect(rig.order == BalancingOrder.stop)
        #expect(rig.bleeding == 0)
        let waited = rig.waitForBleeding()
        #expect((waited != nil) == (state == .operating))
        if let waited { #expect(waited >= BalancerRig.settings.restTime) }
    }

    @Test(arguments: Stop.allCases)
    func `it ends in the step that speaks against it`(stop: Stop) throws {
        var rig = bleeding()
        stop.apply(&rig)
        rig.step()
        #expect(rig.order == BalancingOrder.stop)
        #expect(rig.bleeding == 0)
        let again = rig.waitForBleeding(.seconds(200))
        #expect(again == nil)
    }

    enum Stop: CaseIterable {
        case fatal, current, voltage, temperature, noMonitorTemperature, lowCell, warmCell,
            warmMonitor, notANumber

        func apply(_ rig: inout BalancerRig) {
            switch self {
            case .fatal: rig.fatalActive = true
            case .current: rig.isAtRest = false
            case .voltage: rig.isMissing[3] = true
            case .temperature: rig.temperatures[4] = .missing(.stale)
            case .noMonitorTemperature: rig.monitorTemperature = nil
            case .lowCell: rig.voltages[3] = 3.89
            case .warmCell: rig.temperatures[1] = .valid(.celsius(50.1), age: .zero)
            case .warmMonitor: rig.monitorTemperature = .celsius(70.1)
            case .notANumber: rig.voltages[2] = .nan
            }
        }
    }

    @Test func `a missing reading does not cost the rest, current does`() {
        var rig = bleeding()
        rig.isMissing[0] = true
        rig.step()
        rig.isMissing[0] = false
        let paused = rig.waitForBleeding()
        #expect(paused.map { $0 < .seconds(3) } == true)
        rig.isAtRest = false
        rig.step()
        rig.isAtRest = true
        let rested = rig.waitForBleeding()
        #expect(rested.map { $0 >= .seconds(60) } == true)
    }

    // MARK: - Lost commands

    @Test func `a lost command is repeated in every step until one is taken`() {
        var rig = bleeding()
        rig.isListening = false
        rig.fatalActive = true
        for _ in 0..<10 {
            rig.step()
            #expect(rig.order == BalancingOrder.stop)
            #expect(rig.balancer.accepted == 0b10101)
        }
        rig.isListening = true
        rig.step()
        #expect(rig.bleeding == 0)
        #expect(rig.balancer.accepted == 0)
        rig.step()
        #expect(!rig.order.isDue)
    }

    @Test func `nothing is chosen while it is not known that the switches are open`() {
        var rig = bleeding()
        rig.run(.seconds(29))
        rig.isListening = false
        rig.run(.seconds(60))
        #expect(rig.order.cells == 0)
        rig.isListening = true
        rig.step()
        let paused = rig.waitForBleeding()
        #expect(paused.map { $0 >= .seconds(2) } == true)
    }
}

extension BalancingOrder {
    /// The order that ends bleeding.
    static let stop: BalancingOrder = {
        var rig = BalancerRig([4.1, 4.0])
        _ = rig.waitForBleeding()
        rig.fatalActive = true
        rig.step()
        return rig.order
    }()
}
