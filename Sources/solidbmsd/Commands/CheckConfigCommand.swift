import ArgumentParser
import Configuration

/// Checks a pack file and prints what would be in force.
struct CheckConfigCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check-config",
        abstract: "Check a pack file and print the effective configuration.",
        discussion: """
            Every value with its unit and source, then a digest: the same digest means the same \
            configuration. Problems are listed all at once, with exit status 78.
            """)

    @OptionGroup var options: PackOptions

    func run() throws { print(Self.report(try options.load())) }

    /// What is printed of a pack without problems.
    static func report(_ pack: PackDescription) -> String {
        "\(EffectiveConfiguration(pack))\n"
            + "\(pack.name): \(pack.cellCount) cells in \(pack.stacks.count) stacks, "
            + "\(pack.allDevices.count) chips on \(pack.buses.count) buses, "
            + "\(pack.lines.all.count) lines, \(pack.rules.count) limits; no problems"
    }
}
