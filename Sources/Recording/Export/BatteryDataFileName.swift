/// Names of exported files, by the format's recommendation:
/// `Institution__Cell__YYYYMMDD_nnn`, with the day in UTC and the number of the run.
enum BatteryDataFileName {
    /// One name for each cell of a run, without extension; all different.
    static func stems(for run: RecordedRun, institution: String) -> [String] {
        let day = civilDay(unixNanoseconds: run.description.startedUnixNanoseconds)
        let number = padded(run.number, 3)
        var cells: [String] = []
        for (index, cell) in run.description.cells.enumerated() {
            var name = safe(cell.name)
            // Names that are equal, or become so, are told apart by the cell's place.
            if name.isEmpty || cells.contains(name) { name += "-\(index + 1)" }
            while cells.contains(name) { name += "-" }
            cells.append(name)
        }
        return cells.map { "\(safe(institution))__\($0)__\(day)_\(number)" }
    }

    /// The day in the Gregorian calendar, as eight digits. Counts years from March, so that the
    /// leap day is a year's last and months have fixed offsets.
    static func civilDay(unixNanoseconds: Int64) -> String {
        let nanosecondsPerDay: Int64 = 86_400_000_000_000
        var days = unixNanoseconds / nanosecondsPerDay
        if unixNanoseconds % nanosecondsPerDay < 0 { days -= 1 }
        // Days since 0000-03-01, in cycles of 400 years of 146 097 days.
        let shifted = days + 719_468
        let cycle = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfCycle = shifted - cycle * 146_097
        let yearOfCycle =
            (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0)
        return padded(year, 4) + padded(month, 2) + padded(day, 2)
    }

    /// ASCII letters and digits stay; anything else becomes a hyphen, because an underscore
    /// separates the parts of the name.
    static func safe(_ text: String) -> String {
        String(text.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" })
    }

    private static func padded(_ value: Int64, _ width: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
}
