import Quantities

@testable import Configuration

/// The shipped sweep, shortened or with words replaced.
enum TestSweep {
    static let root: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        return parts.joined(separator: "/")
    }()

    static let file = root + "/Configs/Sweeps/solid-state.toml"

    static let shipped: SweepDescription = {
        do throws(ConfigurationError) {
            return try SweepDescription(contentsOf: file)
        } catch { preconditionFailure("The sweep of the solid-state evidence loads: \(error)") }
    }()

    /// Twenty-five minutes of driving and a rest, scored after five.
    static let short: SweepDescription = {
        var sweep = shipped
        sweep.warmUp = .seconds(300)
        sweep.mission = [
            SweepStep(action: .drive, duration: .seconds(1500), until: nil),
            SweepStep(action: .rest, duration: .seconds(120), until: nil),
        ]
        return sweep
    }()

    /// The index of a cell by its label.
    static func index(_ label: String) -> Int {
        guard let index = shipped.cells.firstIndex(where: { $0.label == label }) else {
            preconditionFailure("The sweep has cells A to E.")
        }
        return index
    }

    /// The problems of the file with words replaced.
    static func problems(_ edits: (old: String, new: String)...) -> [ConfigurationProblem] {
        let context = LoadContext { (name: String) throws(FileText.Failure) -> String in
            var text = try FileText.read(name)
            guard name == file else { return text }
            for edit in edits {
                let pieces = text.components(separatedBy: edit.old)
                precondition(pieces.count == 2, "The words to replace occur once: \(edit.old)")
                text = pieces.joined(separator: edit.new)
            }
            return text
        }
        do throws(ConfigurationError) {
            _ = try SweepDescription(contentsOf: file, problems: context)
            return []
        } catch { return error.problems }
    }
}

extension String {
    fileprivate func components(separatedBy separator: String) -> [String] {
        var pieces: [String] = []
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            pieces.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        return pieces + [String(rest)]
    }

}
