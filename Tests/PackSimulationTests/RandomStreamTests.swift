import Testing

@testable import PackSimulation

struct RandomStreamTests {
    /// xoshiro256** over SplitMix64 states, computed apart from this program; the first line is the
    /// published sequence of seed 0.
    @Test func `numbers are those of the published generator`() {
        var plain = RandomStream(seed: 0, name: "", index: 0)
        #expect(
            [plain.next(), plain.next(), plain.next(), plain.next()] == [
                0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A, 0x1A5F_849D_4933_E6E0,
                0x6AA5_94F1_262D_2D2C,
            ])
        var named = RandomStream(seed: 42, name: "cell", index: 3)
        #expect(
            [named.next(), named.next(), named.next(), named.next()] == [
                0xB92F_6164_DD61_79AD, 0x40DE_5011_B255_7973, 0xE661_9102_33F8_CFD2,
                0xFF6B_EB43_D8D5_C5F3,
            ])
    }

    @Test func `names, indices and seeds make streams of their own`() {
        var firsts: Set<UInt64> = []
        for seed in 1...3 as ClosedRange<UInt64> {
            for name in ["cell", "cells", "current", "bus errors"] {
                for index in 0..<5 {
                    var stream = RandomStream(seed: seed, name: name, index: index)
                    firsts.insert(stream.next())
                }
            }
        }
        #expect(firsts.count == 60)
    }

    @Test func `streams of two names are not correlated`() {
        var first = RandomStream(seed: 9, name: "voltage", index: 0)
        var second = RandomStream(seed: 9, name: "current", index: 0)
        var sum = 0.0
        for _ in 0..<10_000 { sum += first.normal() * second.normal() }
        // Standard deviation of the mean of 10,000 products: 1 %.
        #expect((sum / 10_000).magnitude < 0.04)
    }

    @Test func `uniform numbers fill their interval evenly`() {
        var stream = RandomStream(seed: 5, name: "uniform", index: 0)
        var bins = [Int](repeating: 0, count: 10)
        for _ in 0..<10_000 {
            let value = stream.uniform(-1, 1)
            #expect(value >= -1 && value < 1)
            bins[Int((value + 1) * 5)] += 1
        }
        // Each bin expects 1000 ± 30.
        #expect(bins.allSatisfy { (850...1_150).contains($0) })
    }

    @Test func `normal numbers have mean 0, variance 1 and the right tails`() {
        var stream = RandomStream(seed: 6, name: "normal", index: 0)
        var sum = 0.0
        var squares = 0.0
        var beyondTwo = 0
        for _ in 0..<20_000 {
            let value = stream.normal()
            sum += value
            squares += value * value
            if value.magnitude > 2 { beyondTwo += 1 }
        }
        #expect((sum / 20_000).magnitude < 0.03)
        #expect((squares / 20_000 - 1).magnitude < 0.04)
        // 4.55 % of 20,000.
        #expect((800...1_020).contains(beyondTwo))
    }
}
