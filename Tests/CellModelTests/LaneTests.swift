import CellModel
import Testing

@Suite struct LaneTests {
    /// Every lane holds another argument.
    func lanes(_ arguments: [Double], from start: Int) -> SIMD8<Double> {
        var result = SIMD8<Double>(0)
        for lane in 0..<8 { result[lane: lane] = arguments[(start + lane) % arguments.count] }
        return result
    }

    @Test func `eight lanes yield the bits of one`() {
        let arguments = (0..<500).map { -300 + 1.2347 * Double($0) }
        for start in stride(from: 0, to: 500, by: 8) {
            let x = lanes(arguments, from: start)
            let positive = SIMD8<Double>.exp(x * SIMD8(0.5))
            let exponential = SIMD8<Double>.exp(x)
            let logarithm = SIMD8<Double>.log(positive)
            let tangent = SIMD8<Double>.tanh(x * SIMD8(0.01))
            let power = SIMD8<Double>.pow(positive, SIMD8(0.7))
            for lane in 0..<8 {
                let scalar = x[lane: lane]
                let scalarPositive = Double.exp(scalar * 0.5)
                #expect(exponential[lane].bitPattern == Double.exp(scalar).bitPattern)
                #expect(logarithm[lane].bitPattern == Double.log(scalarPositive).bitPattern)
                #expect(tangent[lane].bitPattern == Double.tanh(scalar * 0.01).bitPattern)
                #expect(power[lane].bitPattern == Double.pow(scalarPositive, 0.7).bitPattern)
            }
        }
    }

    @Test func `sixteen single lanes yield the bits of one`() {
        for start in 0..<20 {
            var x = SIMD16<Float>(0)
            for lane in 0..<16 { x[lane: lane] = -40 + Double(start * 16 + lane) * 0.2513 }
            let exponential = SIMD16<Float>.exp(x)
            let logarithm = SIMD16<Float>.log(exponential)
            let tangent = SIMD16<Float>.tanh(x * SIMD16(0.1))
            for lane in 0..<16 {
                let scalar = x[lane]
                #expect(exponential[lane].bitPattern == Float.exp(scalar).bitPattern)
                #expect(logarithm[lane].bitPattern == Float.log(Float.exp(scalar)).bitPattern)
                #expect(tangent[lane].bitPattern == Float.tanh(scalar * 0.1).bitPattern)
            }
        }
    }

    @Test func `selection, limits and comparison work lane by lane`() {
        let rising = SIMD8<Double>(0, 1, 2, 3, 4, 5, 6, 7)
        let mask = SIMD8<Double>.isLess(rising, SIMD8(3))
        let selected = SIMD8<Double>.select(mask, SIMD8(-1), otherwise: rising)
        #expect(selected == SIMD8(-1, -1, -1, 3, 4, 5, 6, 7))
        #expect(rising.clamped(SIMD8(2), SIMD8(5)) == SIMD8(2, 2, 2, 3, 4, 5, 5, 5))
        #expect(SIMD8<Double>.any(mask))
        #expect(!SIMD8<Double>.any(SIMD8<Double>.isLess(rising, SIMD8(0))))
        #expect((rising - SIMD8(4)).magnitude == SIMD8(4, 3, 2, 1, 0, 1, 2, 3))
    }

    @Test func `what is not a number compares false and loses every limit`() {
        #expect(!Double.isLess(.nan, 1))
        #expect(!Double.isLess(1, .nan))
        #expect(Double.isLess(2, .nan) == false)
        #expect(Double.nan.clamped(0.1, 0.9) == 0.1)
    }
}
