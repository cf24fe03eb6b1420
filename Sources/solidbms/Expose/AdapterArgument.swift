import ArgumentParser
import Exposure

/// An adapter by its name.
struct AdapterArgument: ExpressibleByArgument {
    let kind: AdapterKind

    init(kind: AdapterKind) { self.kind = kind }

    init?(argument: String) {
        guard let kind = AdapterKind(rawValue: argument) else { return nil }
        self.kind = kind
    }

    static let allValueStrings = AdapterKind.allCases.map(\.rawValue)

    var defaultValueDescription: String { kind.rawValue }
}
