extension TableReader {
    /// A day by the calendar, such as `"2027-11-30"`; nil when the key is absent or there is a
    /// problem.
    func optionalDay(_ key: String) -> CalendarDay? {
        guard node(key) != nil else { return nil }
        let text = text(key)
        guard !text.isEmpty else { return nil }
        if let day = CalendarDay(text: text) { return day }
        add(
            key, "no day of the calendar", found: "\"\(text)\"",
            allowed: "a day from 2000 to 2199 as \"2027-11-30\"")
        return nil
    }
}
