import Configuration
import PackSimulation
import Quantities

/// The demonstration pack's scenarios, and a world made of one.
enum TestWorld {
    private static let folder: String = {
        let parts = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4)
        return parts.joined(separator: "/") + "/Configs/Scenarios/"
    }()

    static func scenario(_ name: String) throws -> ScenarioDescription {
        try ScenarioDescription(contentsOf: folder + name + ".toml")
    }

    static func run(_ name: String = "calm") throws -> WorldRun { WorldRun(try scenario(name)) }
}

/// A clock that stands until it is moved.
final class HandClock {
    var now = Instant.start + .seconds(1000)

    func pass(_ time: Duration) { now = now + time }
}
