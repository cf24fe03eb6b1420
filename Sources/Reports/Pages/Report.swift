/// A report as one HTML file that needs nothing else: no script, no font, no picture from outside.
///
/// It prints, follows the reader's light or dark setting, and can be read on a telephone. Whatever
/// comes from data is escaped; the page forbids scripts to its browser as well.
public struct Report: Sendable {
    public var title: String
    /// One line under the title: what was run, with which version.
    public var subtitle: String
    public var sections: [Section]

    public init(title: String, subtitle: String = "", sections: [Section] = []) {
        self.title = title
        self.subtitle = subtitle
        self.sections = sections
    }

    /// The file. The same report gives the same bytes.
    public func html() -> String { ReportPage(self).text }
}
