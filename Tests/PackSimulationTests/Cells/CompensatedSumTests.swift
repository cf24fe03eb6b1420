import Testing

@testable import PackSimulation

struct CompensatedSumTests {
    @Test func `what is small against the sum is not lost`() {
        var sum = CompensatedSum()
        var plain = 0.0
        sum.add(1e16)
        plain += 1e16
        for _ in 0..<1_000 {
            sum.add(1)
            plain += 1
        }
        sum.add(-1e16)
        plain -= 1e16
        #expect(sum.value == 1_000)
        #expect(plain != 1_000, "A plain sum loses it.")
    }
}
