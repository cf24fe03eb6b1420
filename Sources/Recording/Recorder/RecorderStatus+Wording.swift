extension RecorderStatus {
    /// Counts, and what went wrong if anything did.
    public var words: String {
        var text = "\(writtenFrames) snapshots, \(writtenEvents) events"
        if droppedFrames + droppedEvents > 0 {
            text += ", \(droppedFrames) snapshots and \(droppedEvents) events dropped"
        }
        if let failure { text += "; writing fails: \(failure)" }
        return text
    }
}
