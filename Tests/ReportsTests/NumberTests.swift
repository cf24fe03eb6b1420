import Testing

@testable import Reports

struct NumberTests {
    @Test(arguments: [
        (0.0, "0"), (-0.0, "0"), (1, "1.00"), (-1.5, "-1.50"), (9.9995, "10.0"), (999.5, "1000"),
        (0.001, "0.00100"), (0.000_999_4, "9.99e-4"), (0.000_999_6, "0.00100"),
        (0.000_123, "1.23e-4"), (12_345, "12300"), (99_949, "99900"), (99_950, "1.00e5"),
        (2.675, "2.68"), (1e300, "1.00e300"), (.leastNonzeroMagnitude, "5.00e-324"),
        (-.leastNormalMagnitude / 1024, "-2.17e-311"),
        (1.797_693_134_862_315_7e308, "1.80e308"), (.infinity, "∞"), (-.infinity, "-∞"),
        (.nan, "nan"),
    ])
    func `a number keeps its significant digits`(value: Double, text: String) {
        #expect(Number.text(value) == text)
    }

    @Test(arguments: [
        (9.9995, 4, "10.00"), (0.1 + 0.2, 17, "0.30000000000000004"), (1234.5, 6, "1234.50"),
        (5.5, 1, "6"), (1_234_567, 7, "1234567"),
    ])
    func `the number of digits is the caller's`(value: Double, digits: Int, text: String) {
        #expect(Number.text(value, digits: digits) == text)
    }

    @Test(arguments: [
        (0.005, 2, "0.01"), (-0.004, 2, "0.00"), (9.995, 2, "10.00"), (0.5, 0, "1"),
        (0.4, 0, "0"), (1e22, 0, "10000000000000000000000"), (-12.34, 1, "-12.3"),
        (0.000_4, 2, "0.00"), (.leastNonzeroMagnitude, 3, "0.000"), (.nan, 2, "nan"),
    ])
    func `fixed places are kept and no zero is negative`(
        value: Double, decimals: Int, text: String
    ) {
        #expect(Number.fixed(value, decimals: decimals) == text)
    }

    @Test(arguments: [
        (0.000_123, "123 µA"), (0.999_6, "1.00 A"), (1500, "1.50 kA"), (-2.5e-3, "-2.50 mA"),
        (0, "0 A"), (1e-30, "1.00e-30 A"), (123_456, "123 kA"), (.infinity, "∞ A"),
    ])
    func `a unit takes the prefix that suits`(value: Double, text: String) {
        #expect(Number.text(value, unit: "A") == text)
    }

    @Test func `text reads back within the rounding for every magnitude`() throws {
        for exponent in -320...307 {
            let value = try #require(Double("7.3461e\(exponent)"))
            let back = try #require(Double(Number.text(value, digits: 4)))
            // Subnormal numbers have fewer digits than are asked for.
            #expect((back - value).magnitude <= value * 5.1e-4 + 2 * .leastNonzeroMagnitude)
        }
    }

    @Test func `a place in a drawing has no needless digit`() {
        #expect(
            [0.04, -0.04, 1, 1.25, -12.06, 700.96].map(Number.coordinate) == [
                "0", "0", "1", "1.3", "-12.1", "701",
            ])
    }

    @Test func `logarithms are whole at powers of ten and close everywhere`() {
        for exponent in -300...300 {
            let power = Logarithm.power(exponent)
            #expect(Logarithm.base10(power) == Double(exponent))
            let sum = Logarithm.base10(2 * power) + Logarithm.base10(5 * power)
            #expect((sum - Double(2 * exponent + 1)).magnitude < 1e-12)
        }
        #expect((Logarithm.base10(2) - 0.301_029_995_663_981_2).magnitude < 1e-15)
    }
}
