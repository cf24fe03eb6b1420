import CellModel
import Testing

@Suite struct MultiReactionTests {
    // V, lithium fraction of NMC622.
    @Test(arguments: [(4.3, 0.127), (4.2, 0.190), (3.8, 0.513), (3.6, 0.94)])
    func `the sites of NMC622 fill as published`(volts: Double, expected: Double) {
        let fraction = MultiReaction.nmc622.fraction(potential: volts)
        #expect(abs(fraction - expected) < 0.002)
    }

    @Test func `the potential inverts the fraction`() {
        for step in 0...40 {
            let volts = 3.55 + 0.8 * Double(step) / 40
            let fraction: Double = MultiReaction.nmc622.fraction(potential: volts)
            let back: Double = MultiReaction.nmc622.potential(fraction)
            #expect(abs(back - volts) < 1e-9)
        }
    }

    @Test func `fractions that no potential reaches end at the bounds of the search`() {
        #expect(abs(MultiReaction.nmc622.potential(1.5) - 2.5) < 1e-9)
        #expect(abs(MultiReaction.nmc622.potential(-0.5) - 5.5) < 1e-9)
    }
}
