import Reports
import Testing

@Suite struct WrappingTests {
    @Test func `words keep to the columns and stand under one another`() {
        let lines = Wrapping.lines(
            "stack pressure and interface resistance are states of the estimator", columns: 34,
            head: "says: ")
        #expect(
            lines == [
                "says: stack pressure and interface", "      resistance are states of the",
                "      estimator",
            ])
    }

    @Test func `an indent of its own and letters of no width count as they look`() {
        let lines = Wrapping.lines(
            "α_T ΔT → Ω cm² ± 0.5 % of what was published", columns: 30, indent: 2)
        #expect(lines.allSatisfy { $0.count <= 30 })
        #expect(lines.first == "α_T ΔT → Ω cm² ± 0.5 % of")
        #expect(lines.dropFirst().allSatisfy { $0.hasPrefix("  ") })
    }

    @Test func `nothing is one line with its head`() {
        #expect(Wrapping.lines("", columns: 40, head: "note: ") == ["note: "])
    }
}
