/// One of the review papers that the rows are taken from.
public struct CatalogueReview: Sendable, Equatable {
    /// "S2".
    public var key: String
    public var title: String
    public var authors: String
    /// Journal or year, as far as the text prints it.
    public var published: String?
    public var doi: String?
    /// File name of the extracted text whose lines the rows name.
    public var text: String
    public var lineCount: Int
}
