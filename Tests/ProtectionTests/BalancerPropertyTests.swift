import Protection
import Quantities
import Testing

/// What must hold whatever the cells are and whatever happens to them.
@Suite struct BalancerPropertyTests {
    /// A fixed sequence of numbers from 0 to 1, another one for every seed.
    private struct Draws {
        var word: UInt64

        mutating func next() -> Double {
            word = word &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Double(word >> 11) / 9_007_199_254_740_992
        }
    }

    private func pack(_ seed: Int) -> BalancerRig {
        var draws = Draws(word: UInt64(seed) &+ 1)
        let count = 1 + Int(draws.next() * 31.99)
        var settings = BalancerRig.settings
        settings.cellsAtOnce = 1 + Int(draws.next() * 8)
        settings.onTime = .seconds(10 + Int(draws.next() * 30))
        let voltages = (0..<count).map { _ in 4.0 + 0.04 * draws.next() }
        var rig = BalancerRig(voltages, settings: settings)
        // One time on takes away less than the stop difference.
        rig.fall = 0.1e-3
        rig.period = .seconds(1)
        return rig
    }

    @Test(arguments: 0..<40)
    func `any pack converges without bleeding neighbours or the lowest cell`(seed: Int) {
        var rig = pack(seed)
        let lowest = rig.voltages.min() ?? 0
        rig.run(.seconds(15_000))
        let highest = rig.voltages.max() ?? 0
        #expect(highest - lowest <= 0.010, "\(rig.voltages)")
        #expect(rig.voltages.min() == lowest)
        #expect(rig.neighbourCount == 0)
        #expect(rig.longestGap < BalancerRig.timeOut / 2)
        // Settled: nothing is commanded any more.
        let before = rig.commandCount
        rig.run(.seconds(600))
        #expect(rig.commandCount == before)
    }

    @Test(arguments: 0..<40)
    func `nothing is ordered in a step that forbids it, whatever came before`(seed: Int) {
        var rig = pack(seed)
        rig.fall = 0
        rig.voltages[rig.voltages.count - 1] = 4.1
        var draws = Draws(word: UInt64(seed) &+ 1_000)
        var bledSteps = 0
        for _ in 0..<60 {
            rig.fatalActive = draws.next() < 0.1
            rig.isAtRest = draws.next() > 0.1
            rig.state = draws.next() < 0.8 ? rig.state : draws.next() < 0.5 ? .standby : .operating
            rig.isMissing[0] = draws.next() < 0.1
            rig.isListening = draws.next() > 0.2
            let isForbidden = rig.fatalActive || !rig.isAtRest || rig.isMissing[0]
            for _ in 0..<Int(draws.next() * 300) {
                rig.step()
                #expect(!isForbidden || rig.order.cells == 0)
                // Taken in the same step, but for a monitor that does not listen.
                #expect(!isForbidden || !rig.isListening || rig.bleeding == 0)
                if rig.bleeding != 0 { bledSteps += 1 }
            }
            #expect(rig.neighbourCount == 0)
        }
        if rig.voltages.count > 1 { #expect(bledSteps > 0) }
    }

    @Test func `the same inputs give the same orders`() {
        var first = pack(7)
        var second = pack(7)
        for _ in 0..<20_000 {
            first.step()
            second.step()
            #expect(first.order == second.order)
        }
    }
}
