/// One value as its file states it: kept so that everything in force can be printed with its unit
/// and its source.
public struct Provenance: Sendable, Equatable {
    /// The file, as the referring file names it.
    public var file: String
    /// Dotted path inside the file: `electrolyte.conductivity`.
    public var keyPath: String
    /// The value as written, or a list of values in brackets.
    public var text: String
    /// The unit as written; empty for plain text and counts.
    public var unit: String
    /// Where the value comes from.
    public var source: String
    /// How it was obtained, where stated.
    public var method: String?
    /// Its uncertainty, in the same unit, where stated; of a table's the largest.
    public var uncertainty: Double?
    /// A remark, where stated.
    public var note: String?

    public init(
        file: String, keyPath: String, text: String, unit: String = "", source: String = "",
        method: String? = nil, uncertainty: Double? = nil, note: String? = nil
    ) {
        self.file = file
        self.keyPath = keyPath
        self.text = text
        self.unit = unit
        self.source = source
        self.method = method
        self.uncertainty = uncertainty
        self.note = note
    }
}
