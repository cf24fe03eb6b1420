/// A magnitude as decimal digits: d.ddd… × 10^exponent, without digits for zero.
///
/// Starts from the shortest decimal that reads back as the same number, which the standard library
/// prints alike on every machine, so that 2.675 rounds as it reads and not as its nearest binary
/// fraction would.
struct DecimalDigits {
    private(set) var digits: [UInt8]
    /// The power of ten of the first digit.
    private(set) var exponent: Int

    var isZero: Bool { digits.isEmpty }

    init(_ value: Double) {
        precondition(value.isFinite, "Only a finite number has digits.")
        var digits: [UInt8] = []
        var exponent = 0
        var digitsBeforePoint = 0
        var isPastPoint = false
        var written = value.magnitude.description[...]
        if let mark = written.firstIndex(of: "e") {
            exponent = Int(written[written.index(after: mark)...]) ?? 0
            written = written[..<mark]
        }
        for byte in written.utf8 {
            if byte == UInt8(ascii: ".") {
                isPastPoint = true
            } else {
                digits.append(byte - UInt8(ascii: "0"))
                if !isPastPoint { digitsBeforePoint += 1 }
            }
        }
        let leadingZeros = digits.prefix { $0 == 0 }.count
        digits.removeFirst(leadingZeros)
        self.digits = digits
        self.exponent = exponent + digitsBeforePoint - 1 - leadingZeros
        trim()
    }

    /// Rounded to so many significant digits, ties away from zero. With none left, the number
    /// becomes zero or, from five upwards, one unit of the place in front.
    func rounded(toDigits count: Int) -> DecimalDigits {
        guard count < digits.count else { return self }
        var result = self
        guard count >= 0 else {
            result.digits = []
            return result
        }
        let roundsUp = digits[count] >= 5
        result.digits.removeLast(digits.count - count)
        if roundsUp {
            var place = count - 1
            while place >= 0, result.digits[place] == 9 {
                result.digits[place] = 0
                place -= 1
            }
            if place >= 0 {
                result.digits[place] += 1
            } else {
                result.digits.insert(1, at: 0)
                result.exponent += 1
            }
        }
        result.trim()
        return result
    }

    /// Rounded to so many places after the point.
    func rounded(toDecimals decimals: Int) -> DecimalDigits {
        rounded(toDigits: exponent + 1 + decimals)
    }

    /// The digits with a point and exactly so many places after it, no exponent.
    func plain(decimals: Int) -> String {
        var text = ""
        for place in stride(from: isZero ? 0 : max(exponent, 0), through: 0, by: -1) {
            text += digit(place)
        }
        guard decimals > 0 else { return text }
        text += "."
        for place in 1...decimals { text += digit(-place) }
        return text
    }

    /// The digits as one digit, a point and the rest: the mantissa of scientific notation.
    func mantissa(decimals: Int) -> String {
        var result = self
        result.exponent = 0
        return result.plain(decimals: decimals)
    }

    /// The same digits, the point moved to the left by so many places.
    func shifted(by places: Int) -> DecimalDigits {
        var result = self
        result.exponent -= places
        return result
    }

    /// The digit that stands for `place` powers of ten.
    private func digit(_ place: Int) -> String {
        let index = exponent - place
        return digits.indices.contains(index) ? String(digits[index]) : "0"
    }

    private mutating func trim() {
        while digits.last == 0 { digits.removeLast() }
    }
}
