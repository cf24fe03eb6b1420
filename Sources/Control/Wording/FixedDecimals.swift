/// A number with a fixed count of decimals, rounded as C's `printf("%.nf")` does: to nearest, and
/// an exact half to even.
///
/// - Parameters:
///   - decimals: 0 to 9.
public func fixedDecimals(_ value: Double, _ decimals: Int) -> String {
    precondition((0...9).contains(decimals), "A number is shown with 0 to 9 decimals.")
    guard value.isFinite else { return value.isNaN ? "nan" : value < 0 ? "-inf" : "inf" }
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    let scaled = value.magnitude * scale
    // Beyond, doubles are whole numbers that no screen has room for.
    guard scaled < 0x1p53 else { return "\(value)" }
    var digits = UInt64(scaled)
    let fraction = scaled - Double(digits)
    // What the multiplication rounded away decides where the product lies on a half.
    let residue = (-scaled).addingProduct(value.magnitude, scale)
    let isPastHalf = fraction > 0.5 || (fraction == 0.5 && residue > 0)
    let isHalf = fraction == 0.5 && residue == 0
    if isPastHalf || (isHalf && digits % 2 == 1) { digits += 1 }

    var text = String(digits)
    if text.utf8.count <= decimals {
        text = String(repeating: "0", count: decimals + 1 - text.utf8.count) + text
    }
    if decimals > 0 { text.insert(".", at: text.index(text.endIndex, offsetBy: -decimals)) }
    return value.sign == .minus ? "-" + text : text
}
