import Configuration
import Control
import Glibc
import OperatorChannel

extension StatusFacts {
    /// What a pack file says that belongs in a status.
    init(_ pack: PackDescription, isDryRun: Bool = false) {
        self.init(
            program: ProgramVersion.current, pack: pack.name,
            configuration: EffectiveConfiguration(pack).digestText,
            stackNames: pack.stacks.map(\.name),
            stackOfCell: (0..<pack.cellCount).map { pack.stackIndex(ofCell: $0) },
            rules: pack.rules, isDryRun: isDryRun)
        names = HardwareNames(pack)
    }
}

extension OperatorChannelError {
    /// Whether only the folder of the socket is not there.
    var isAboutMissingFolder: Bool {
        if case .cannot(_, _, let number) = self { number == ENOENT } else { false }
    }
}
