import Configuration
import Control
import Persistence

extension StateIdentity {
    /// Whose state it is, from the pack's file.
    ///
    /// - Parameter digest: Of the whole configuration.
    init(_ pack: PackDescription, configurationDigest digest: String) {
        let stacks = pack.stacks.map { "\($0.cells.count)" }.joined(separator: "+")
        self.init(
            packName: pack.name, cellCount: pack.cellCount, stackCount: pack.stacks.count,
            layoutDigest: "\(pack.cell.valueDigestText)/\(stacks)x\(pack.parallelCount)",
            configurationDigest: digest, programVersion: ProgramVersion.current)
    }
}
