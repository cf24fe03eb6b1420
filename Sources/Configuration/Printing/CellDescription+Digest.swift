extension CellDescription {
    /// A stable fingerprint of the cell's values in 16 hexadecimal digits: sources and remarks may
    /// change, the cell is the same.
    public var valueDigestText: String {
        let text = provenance.map { "\($0.keyPath)\t\($0.text)\t\($0.unit)\n" }.joined()
        let digits = String(FowlerNollVo.hash(text), radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
