import CellModel
import Foundation
import Testing

@Suite struct ElementaryFunctionTests {
    /// Equally spaced points that hit no round numbers.
    func points(_ lower: Double, _ upper: Double, count: Int = 4001) -> [Double] {
        (0..<count).map { lower + (upper - lower) * (Double($0) + 0.37) / Double(count) }
    }

    func worst(_ points: [Double], _ error: (Double) -> Double) -> Double {
        points.map(error).max() ?? .infinity
    }

    @Test func `exp is within its stated relative error of the C library`() {
        let error = worst(points(-707, 708) + points(-2, 2)) {
            abs(Double.exp($0) / Foundation.exp($0) - 1)
        }
        #expect(error < 5e-16)
    }

    @Test func `exp saturates outside its domain and stays finite`() {
        #expect(Double.exp(1e9).isFinite)
        #expect(Double.exp(-1e9) > 0)
        #expect(Float.exp(1e9).isFinite)
        #expect(Float.exp(-1e9) > 0)
        #expect(Double.exp(0) == 1)
    }

    @Test func `log is within its stated relative error of the C library`() {
        let arguments = points(-700, 700).map { Foundation.exp($0) } + points(0.5, 2)
        let error = worst(arguments) { abs(Double.log($0) / Foundation.log($0) - 1) }
        #expect(error < 1e-15)
        #expect(Double.log(1) == 0)
    }

    @Test func `pow is within its stated relative error of the C library`() {
        var error = 0.0
        for base in points(1e-3, 1e3, count: 301) {
            for exponent in points(-6, 6, count: 61) {
                let scale = 1 + abs(exponent * Foundation.log(base))
                let ratio = Double.pow(base, exponent) / Foundation.pow(base, exponent)
                error = max(error, abs(ratio - 1) / scale)
            }
        }
        #expect(error < 1e-15)
    }

    @Test func `tanh is within its stated absolute error of the C library`() {
        let error = worst(points(-40, 40) + points(-1, 1)) {
            abs(Double.tanh($0) - Foundation.tanh($0))
        }
        #expect(error < 5e-16)
        #expect(Double.tanh(1e9) == 1)
        #expect(Double.tanh(-1e9) == -1)
    }

    @Test func `single precision is good to a few units in the last place`() {
        for argument in points(-80, 80, count: 2001) {
            let narrow = Double(Float.exp(Float(argument)))
            let wide = Foundation.exp(Double(Float(argument)))
            #expect(abs(narrow / wide - 1) < 4 * 1.2e-7)
        }
        for argument in points(-50, 50, count: 2001) {
            let value = Float(Foundation.exp(argument))
            let difference = abs(Double(Float.log(value)) - Foundation.log(Double(value)))
            #expect(difference < 4 * 1.2e-7 * max(1, abs(argument)))
        }
        for argument in points(-9, 9, count: 2001) {
            let narrow = Double(Float.tanh(Float(argument)))
            #expect(abs(narrow - Foundation.tanh(Double(Float(argument)))) < 4 * 1.2e-7)
        }
    }
}
