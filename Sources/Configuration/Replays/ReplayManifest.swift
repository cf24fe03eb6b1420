/// Measured logs to replay through the estimator, how to spoil them, and what is asked of the
/// estimator then.
public struct ReplayManifest: Sendable, Equatable {
    public var name: String
    public var summary: String
    /// Where the files came from, and who asks what the bars ask.
    public var source: String
    /// Folder of the logs inside the folder of measured data.
    public var folder: String
    /// Errors count from this time after a start, s.
    public var settling: Double
    /// An error up to this much counts as converged, a fraction of capacity.
    public var band: Double
    /// In the order of the file, at least one.
    public var groups: [ReplayGroup]
    /// In the order of the file, at least one.
    public var variants: [ReplayVariant]
    public var bars: [ReplayBar]

    public init(
        name: String, summary: String, source: String, folder: String, settling: Double,
        band: Double, groups: [ReplayGroup], variants: [ReplayVariant], bars: [ReplayBar]
    ) {
        self.name = name
        self.summary = summary
        self.source = source
        self.folder = folder
        self.settling = settling
        self.band = band
        self.groups = groups
        self.variants = variants
        self.bars = bars
    }

    /// What is asked of a group under a variant, in the order of the file.
    public func bars(group: String, variant: String) -> [ReplayBar] {
        bars.filter { $0.group == group && $0.variant == variant }
    }
}
