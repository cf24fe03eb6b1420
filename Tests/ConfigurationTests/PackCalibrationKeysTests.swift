import Testing

@testable import Configuration

/// What a pack file says of the calibration of its load cells.
@Suite struct PackCalibrationKeysTests {
    private static let tare =
        "tare = { value = 0, unit = \"N\", "
        + "source = \"taken in service before the cells are loaded [A]\" }\n"

    private func pack(_ edits: (old: String, new: String)...) throws -> PackDescription {
        try PackDescription(
            contentsOf: ShippedFiles.pack,
            problems: ShippedFiles.context(
                edits.map { .init(file: ShippedFiles.pack, old: $0.old, new: $0.new) }))
    }

    @Test func `the shipped pack has a zero and no end of its calibration`() throws {
        for stack in try pack().stacks {
            #expect(stack.loadCell.isTareKnown)
            #expect(stack.loadCell.calibratedUntil == nil)
        }
    }

    @Test func `a zero may be left to the rig, which is printed`() throws {
        let pack = try pack((Self.tare, ""))
        #expect(pack.stacks.allSatisfy { !$0.loadCell.isTareKnown && $0.loadCell.tare == 0 })
        let printed = pack.provenance.first { $0.keyPath == "load_cell.tare" }
        #expect(printed?.text == "none")
        #expect(printed?.source == "to be taken at the rig")
    }

    @Test func `the last day of a calibration can be given`() throws {
        let pack = try pack((Self.tare, Self.tare + "calibrated_until = \"2027-11-30\"\n"))
        let day = try #require(pack.stacks[3].loadCell.calibratedUntil)
        #expect((day.year, day.month, day.day) == (2027, 11, 30))
        // date -u -d 2027-12-01 +%s
        #expect(day.endUnixSeconds == 1_827_619_200)
    }

    @Test(arguments: [
        "2027-11-31", "2027-02-29", "2100-02-29", "2027-13-01", "2027-00-10", "2027-1-10",
        "27-11-30", "2027/11/30", "1999-12-31", "2200-01-01", "soon", "2027-11-30T00",
        "2027-+1-30",
    ])
    func `what is no day is found`(text: String) {
        #expect(CalendarDay(text: text) == nil)
        let problems = ShippedFiles.packProblems(
            (Self.tare, Self.tare + "calibrated_until = \"\(text)\"\n"))
        #expect(
            problems.contains {
                $0.keyPath == "load_cell.calibrated_until"
                    && $0.message == "no day of the calendar"
            }, "\(problems)")
    }

    /// Reference: `date -u -d "$day + 1 day" +%s`.
    @Test(arguments: [
        ("2000-01-01", 946_771_200), ("2000-02-29", 951_868_800), ("2024-02-29", 1_709_251_200),
        ("2026-12-31", 1_798_761_600), ("2100-03-01", 4_107_628_800 as Int64),
    ])
    func `days end at midnight`(text: String, seconds: Int64) throws {
        #expect(try #require(CalendarDay(text: text)).endUnixSeconds == seconds)
    }
}
