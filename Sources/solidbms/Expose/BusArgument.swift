import ArgumentParser
import Configuration
import Exposure

/// Where a bus is to be shown: "main=/dev/i2c-7".
struct BusArgument: ExpressibleByArgument {
    let name: String
    let path: String

    init?(argument: String) {
        let parts = argument.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { return nil }
        name = String(parts[0])
        path = String(parts[1])
    }
}

extension [BusArgument] {
    /// A place for every bus of a pack: the one that was asked for, or its own.
    func places(for pack: PackDescription) -> [ExposureLoop.BusPlace] {
        pack.buses.map { bus in
            ExposureLoop.BusPlace(
                name: bus.name, path: last { $0.name == bus.name }?.path ?? bus.deviceFile)
        }
    }
}
