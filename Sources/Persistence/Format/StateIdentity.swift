/// Whose state it is: a state goes only to the pack it came from.
public struct StateIdentity: Sendable, Equatable {
    /// The pack's name in its file.
    public var packName: String
    public var cellCount: Int
    public var stackCount: Int
    /// Digest of the cell and of how the cells sit in their stacks: another cell's estimates mean
    /// nothing here.
    public var layoutDigest: String
    /// Digest of the whole configuration. May change from run to run, which is reported.
    public var configurationDigest: String
    /// The program that kept it; for people only.
    public var programVersion: String

    public init(
        packName: String, cellCount: Int, stackCount: Int, layoutDigest: String,
        configurationDigest: String, programVersion: String
    ) {
        self.packName = packName
        self.cellCount = cellCount
        self.stackCount = stackCount
        self.layoutDigest = layoutDigest
        self.configurationDigest = configurationDigest
        self.programVersion = programVersion
    }

    /// Whether both are of one pack.
    public func isSamePack(as other: StateIdentity) -> Bool {
        packName == other.packName && cellCount == other.cellCount
            && stackCount == other.stackCount && layoutDigest == other.layoutDigest
    }

    /// "pack demo-16s4, 16 cells in 4 stacks, cell and layout 0123456789abcdef".
    public var words: String {
        "pack \(packName), \(cellCount) cells in \(stackCount) stacks, "
            + "cell and layout \(layoutDigest)"
    }
}
