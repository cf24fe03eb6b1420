import Evidence
import Testing

@testable import Identification

/// Thinning a replay out for its pictures.
@Suite struct ReplayCourseTests {
    func course(_ errors: [Double], parts: Int) -> ReplayCourse {
        var recorder = ReplayCourse.Recorder()
        for (index, error) in errors.enumerated() {
            recorder.add(
                ReplayStep(
                    row: index + 1, elapsed: Double(index + 1),
                    filter: FilterReading(stateOfCharge: 0.5 + error, deviation: 0.01),
                    reference: 0.5, counted: 0.4, countedFromTruth: 0.5))
        }
        return recorder.course(partCount: parts)
    }

    @Test func `no extreme of the error is lost, and both stay in their order`() {
        var errors = [Double](repeating: 0.01, count: 100)
        errors[33] = 0.3
        errors[38] = -0.2
        errors[71] = -0.4
        let parts = course(errors, parts: 10).parts
        #expect(parts.count == 10)
        #expect(parts.map(\.time) == (1...10).map { Double($0) * 10 })
        #expect(abs(parts[3].firstError - 0.3) < 1e-12)
        #expect(abs(parts[3].secondError + 0.2) < 1e-12)
        #expect(abs(min(parts[7].firstError, parts[7].secondError) + 0.4) < 1e-12)
        #expect(parts.allSatisfy { $0.reference == 0.5 && $0.counted == 0.4 })
    }

    @Test func `a short replay keeps every row, an empty one is empty`() {
        #expect(course([0.1, 0.2, 0.3], parts: 240).parts.map(\.time) == [1, 2, 3])
        #expect(course([], parts: 240).parts.isEmpty)
    }
}
