/// Everything published that the model is held against.
public struct PublishedResults: Sendable, Equatable {
    /// In the order of the file.
    public var targets: [PublishedTarget]
    /// Cell files whose curves a report shows beside the targets.
    public var shownCells: [String]

    public init(targets: [PublishedTarget], shownCells: [String]) {
        self.targets = targets
        self.shownCells = shownCells
    }
}
