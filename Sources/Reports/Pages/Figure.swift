/// A chart in a report, with what is to be seen in it.
public struct Figure: Sendable {
    public var chart: Chart
    public var caption: String
    /// Pixels, which a page scales to its own width.
    public var width: Int
    public var height: Int

    public init(_ chart: Chart, caption: String = "", width: Int = 720, height: Int = 400) {
        self.chart = chart
        self.caption = caption
        self.width = width
        self.height = height
    }
}
