import ArgumentParser

/// A length of time as people write it: "5ms", "30 s", "10min", "24h".
struct DurationArgument: ExpressibleByArgument, Equatable {
    let duration: Duration

    init(_ duration: Duration) { self.duration = duration }

    init?(argument: String) {
        let units: [(name: String, seconds: Double)] = [
            ("us", 1e-6), ("ms", 1e-3), ("min", 60), ("s", 1), ("h", 3600),
        ]
        let text = argument.filter { $0 != " " }
        guard let unit = units.first(where: { text.hasSuffix($0.name) }),
            let number = Double(text.dropLast(unit.name.count)), number.isFinite, number > 0,
            number * unit.seconds <= 31_536_000
        else { return nil }
        duration = .nanoseconds(Int64((number * unit.seconds * 1e9).rounded()))
    }

    var defaultValueDescription: String { "\(duration)" }
}
