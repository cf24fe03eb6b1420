import Configuration
import Reports
import Testing

@testable import Validation

/// The targets as shipped, run once for the whole suite.
enum ShippedTargets {
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
        return parts.joined(separator: "/")
    }()

    static let configs = root + "/Configs"

    static let run: Result<ValidationRun, ConfigurationError> = {
        do throws(ConfigurationError) {
            return .success(try ValidationRun(configs: configs))
        } catch {
            return .failure(error)
        }
    }()

    static let results: Result<[TargetResult], ConfigurationError> = run.map { $0.results() }
}

@Suite struct ShippedTargetsTests {
    @Test(arguments: 1...17)
    func `every target is inside its tolerance`(number: Int) throws {
        let results = try ShippedTargets.results.get()
        let result = try #require(results.first { $0.target.number == number })
        #expect(result.verdict == .passed)
        for point in result.points where point.verdict == .failed {
            let words = PointWords(result: point)
            Issue.record("\(words.simulatedText) where \(words.publishedText) was published")
        }
    }

    @Test func `seventeen targets make one line of summary`() throws {
        let summary = ValidationSummary(try ShippedTargets.results.get())
        #expect(summary.total == 17)
        #expect(summary.missed == 0)
        #expect(summary.words.hasPrefix("17 of 17 inside tolerance"))
        #expect(summary.predicted == 4)
        #expect(summary.words.contains("4 predicted; 12 from secondary sources"))
        #expect(summary.words.hasSuffix("2, 3, 4, 7, 13, 15 and 16 by a criterion chosen here (†)"))
    }

    @Test func `a verdict that hangs on a chosen criterion carries a dagger and a note`() throws {
        let results = try ShippedTargets.results.get()
        let table = ValidationTable(results)
        for result in results {
            let head = table.text.split(separator: "\n").first {
                $0.drop { $0 == " " }.hasPrefix("\(result.target.number)  ")
            }
            #expect(head?.hasSuffix("†") == (result.target.criterion != nil))
            guard let criterion = result.target.criterion else { continue }
            #expect(table.notes.contains("† \(result.target.number): \(criterion)"))
        }
    }

    @Test func `every figure has a source that carries the letter of its evidence`() throws {
        for target in try ShippedTargets.run.get().targets {
            for point in target.points {
                let source = point.published.source
                #expect(source.contains("[") && source.contains("]"))
                #expect(source.contains(target.evidence.rawValue))
            }
            #expect(!target.relationNote.isEmpty)
        }
    }

    @Test func `figures of digests, textbooks and reviews are marked as secondary`() throws {
        let secondary = try ShippedTargets.run.get().targets.filter(\.evidence.isSecondary)
        #expect(secondary.map(\.number) == [2, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 17])
        let results = try ShippedTargets.results.get()
        let table = ValidationTable(results)
        for letter in ["[D]", "[B]", "[S]"] { #expect(table.text.contains(letter)) }
        #expect(table.text.contains("Secondary"))
    }

    @Test func `the table fits a terminal and holds every target`() throws {
        let text = ValidationTable(try ShippedTargets.results.get()).text
        let lines = text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.count <= 100 })
        for number in 1...17 {
            #expect(lines.contains { $0.drop { $0 == " " }.hasPrefix("\(number)  ") })
        }
    }

    @Test func `the report holds every target and a picture of each family`() throws {
        let run = try ShippedTargets.run.get()
        let results = try ShippedTargets.results.get()
        let page = ValidationReport(run, results: results, version: "test").report.html()
        for result in results { #expect(page.contains(result.target.title)) }
        let pictures = page.split(separator: "<figure").count - 1
        #expect(pictures == 13)
        #expect(page.contains("17 of 17 inside tolerance"))
        #expect(page.contains("secondary"))
        #expect(!page.contains(">nan") && !page.contains("\"nan"))
    }

    @Test func `records for other programs carry each figure in its own unit`() throws {
        let results = try ShippedTargets.results.get()
        let records = ResultRecord.all(results)
        #expect(records.count == results.reduce(0) { $0 + $1.points.count })
        let record = try #require(records.first { $0.number == 2 })
        #expect(record.unit == "mA/cm2" && record.published == 0.2)
        #expect(record.isSecondary && record.relation == "fitted")
        let simulated = try #require(record.simulated)
        #expect(simulated > 0.1 && simulated < 0.4)
    }
}
