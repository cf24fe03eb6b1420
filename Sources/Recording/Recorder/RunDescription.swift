/// What a log has to know about a run besides its measurements.
public struct RunDescription: Sendable, Equatable {
    /// One cell of the pack, in the order of `Snapshot.cells`.
    public struct Cell: Sendable, Equatable {
        /// The name used for exported files.
        public var name: String
        /// The mechanical stack that presses the cell, counted from 0; `nil` when none is measured.
        public var stack: Int?

        public init(name: String, stack: Int?) {
            self.name = name
            self.stack = stack
        }
    }

    /// Wall-clock time of `Instant.start`, nanoseconds since 1970-01-01 UTC; the caller's clock.
    public var startedUnixNanoseconds: Int64
    /// The version of the program that makes the run.
    public var programVersion: String
    /// The seed of a simulated run; `nil` on hardware.
    public var seed: UInt64?
    /// The scenario of a simulated run; `nil` on hardware.
    public var scenario: String?
    public var packName: String
    /// A digest of the effective configuration, so that runs can be told apart by it.
    public var configurationDigest: String
    public var cells: [Cell]
    /// Names of the stacks, in the order of `Snapshot.stacks`.
    public var stackNames: [String]

    public init(
        startedUnixNanoseconds: Int64, programVersion: String, packName: String,
        configurationDigest: String, cells: [Cell], stackNames: [String],
        seed: UInt64? = nil, scenario: String? = nil
    ) {
        for cell in cells {
            precondition(
                cell.stack.map(stackNames.indices.contains) ?? true,
                "A cell must name a stack of its own pack.")
        }
        self.startedUnixNanoseconds = startedUnixNanoseconds
        self.programVersion = programVersion
        self.seed = seed
        self.scenario = scenario
        self.packName = packName
        self.configurationDigest = configurationDigest
        self.cells = cells
        self.stackNames = stackNames
    }
}
