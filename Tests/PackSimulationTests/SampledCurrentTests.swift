import Testing

@testable import PackSimulation

struct SampledCurrentTests {
    private let profile = SampledCurrent(times: [0, 1, 3], currents: [2, -1, 5])

    private func steps(
        _ interpolation: SampledCurrent.Interpolation, longest: Double
    ) -> [SampledCurrent.Step] {
        var steps: [SampledCurrent.Step] = []
        profile.forEachStep(interpolation, longest: longest) { steps.append($0) }
        return steps
    }

    private func problems(_ text: String) -> [SampledCurrent.TextError.Problem] {
        do throws(SampledCurrent.TextError) {
            _ = try SampledCurrent(text: text, file: "p.csv")
            return []
        } catch { return error.problems }
    }

    // MARK: Steps

    @Test func `a held sample lasts until the next`() {
        let found = steps(.hold, longest: 1)
        #expect(found.map(\.end) == [1, 2, 3])
        #expect(found.map(\.meanCurrent) == [2, -1, -1])
        #expect(found.map(\.endCurrent) == [2, -1, -1])
        #expect(profile.charge(.hold) == 2 * 1 - 1 * 2)
    }

    @Test func `a linear current has the mean of its ends and reaches the sample`() {
        let found = steps(.linear, longest: 1)
        #expect(found.map(\.meanCurrent) == [0.5, 0.5, 3.5])
        #expect(found.map(\.endCurrent) == [-1, 2, 5])
        #expect(profile.charge(.linear) == 0.5 * 1 + 2 * 2)
    }

    @Test(arguments: [0.1, 0.3, 0.7, 10], SampledCurrent.Interpolation.allCases)
    func `steps fill the profile, whatever their length`(
        longest: Double, interpolation: SampledCurrent.Interpolation
    ) {
        let found = steps(interpolation, longest: longest)
        let time = found.reduce(0) { $0 + $1.interval }
        let charge = found.reduce(0) { $0 + $1.interval * $1.meanCurrent }
        #expect((time - 3).magnitude < 1e-12)
        #expect((charge - profile.charge(interpolation)).magnitude < 1e-12)
        #expect(found.allSatisfy { $0.interval <= longest * (1 + 1e-8) })
        #expect(found.contains { $0.end == 1 }, "No step reaches over a sample.")
        #expect(found.last?.end == 3)
        #expect(Double(found.count) == profile.stepCount(longest: longest))
    }

    @Test func `a second holds ten steps of a tenth, though a tenth is no binary fraction`() {
        let found = SampledCurrent(times: [1_000_000.0, 1_000_001], currents: [1, 1])
        #expect(found.stepCount(longest: 0.1) == 10)
    }

    // MARK: Text

    @Test func `columns are found by name, remarks and empty lines passed over`() throws {
        let text = "# made by hand\r\nnote, current_a ,time_s\r\n\r\na,1.5,0\r\nb,-2,0.5\r\n"
        let found = try SampledCurrent(text: text, file: "p.csv")
        #expect(found == SampledCurrent(times: [0, 0.5], currents: [1.5, -2]))
    }

    @Test func `every bad line is named with what it holds`() {
        let text = "time_s,current_a\n0,1\n1,two\n2\n3,inf\n,4\n0,5\n5,6\n"
        let found = problems(text)
        #expect(found.map(\.line) == [3, 4, 5, 6, 7])
        #expect(found[0].message.hasPrefix("column \"current_a\" holds \"two\""))
        #expect(found[1].message.hasPrefix("column \"current_a\" holds \"\""))
        #expect(found[2].message.hasPrefix("column \"current_a\" holds \"inf\""))
        #expect(found[3].message.hasPrefix("column \"time_s\" holds \"\""))
        #expect(found[4].message.contains("more than 0.0"))
    }

    @Test func `a repeated time is refused`() {
        #expect(problems("time_s,current_a\n0,1\n1,1\n1,2\n").map(\.line) == [4])
    }

    @Test func `missing columns are all named`() {
        let found = problems("t,i\n0,1\n1,1\n")
        #expect(found.count == 2)
        #expect(found[0].message == "no column \"time_s\"; there are: t, i")
        #expect(found[1].message == "no column \"current_a\"; there are: t, i")
    }

    @Test(arguments: ["", "# nothing\n", "time_s,current_a\n", "time_s,current_a\n0,1\n"])
    func `a profile needs a header and two samples`(text: String) {
        #expect(problems(text).count == 1)
    }

    @Test func `the error reads like a compiler's and counts what it does not show`() {
        let text = "time_s,current_a\n" + String(repeating: "x,1\n", count: 25)
        do throws(SampledCurrent.TextError) {
            _ = try SampledCurrent(text: text, file: "folder/p.csv")
            Issue.record("Accepted.")
        } catch {
            let lines = error.description.split(separator: "\n")
            #expect(lines.count == 21)
            #expect(lines.first?.hasPrefix("folder/p.csv:2: column \"time_s\" holds \"x\"") == true)
            #expect(lines.last == "folder/p.csv: and 5 more")
        }
    }
}
