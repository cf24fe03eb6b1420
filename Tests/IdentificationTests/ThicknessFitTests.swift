import CellModel
import Identification
import Testing

@Suite struct ThicknessFitTests {
    /// Grows, shrinks and grows again, as graphite against LFP does, µm.
    static func course(_ z: Double) -> Double {
        z < 0.35
            ? 140 * z / 0.35
            : z < 0.6
                ? 140 - 40 * (z - 0.35) / 0.25
                : 100 + 70 * (z - 0.6) / 0.4
    }

    /// A discharge from `full` that warms by 3 K; the gauge stands anywhere at its start.
    static func log(full: Double = 1, zero: Double) -> MeasuredLog {
        let z = (0...1800).map { full - full * Double($0) / 1800 }
        let celsius = (0...1800).map { 20 + 3 * Double($0) / 1800 }
        var log = MeasuredLog(
            name: "made up", time: (0...1800).map(Double.init),
            voltage: z.map { 3.2 + 0.2 * $0 }, current: z.map { _ in -20 },
            temperature: celsius.map { $0 + 273.15 }, referenceStateOfCharge: z,
            thickness: zip(z, celsius).map { (zero + course($0) + 2 * $1) * 1e-6 })
        log.current[0] = 0
        return log
    }

    @Test func `a course is found whatever the zeros of the gauges`() throws {
        let fit = ThicknessFit(thermalExpansion: 2e-6, smoothness: 1e-6)
        let curve = try #require(
            fit.identify([Self.log(zero: 0), Self.log(full: 0.8, zero: -300)]))
        #expect(curve.thickness.count == 21)
        for (index, thickness) in curve.thickness.enumerated() {
            #expect(abs(thickness * 1e6 - Self.course(Double(index) / 20)) < 1)
        }
        #expect(curve.residual < 1e-6)
        let swelling = try #require(curve.swelling(arealCapacity: 9000))
        for z in stride(from: 0.0, through: 1, by: 0.05) {
            let thickness = swelling.thickness(
                stateOfCharge: z, arealCapacity: 9000, contactFraction: 1.0)
            #expect(abs(thickness * 1e6 - Self.course(z)) < 1)
        }
        #expect(abs(swelling.range(arealCapacity: 9000) * 1e6 - 170) < 1)
        #expect(swelling.deviation == ThicknessFit.deviationMinimum)
    }

    @Test func `warmth not taken off bends the course`() throws {
        let curve = try #require(ThicknessFit(smoothness: 1e-6).identify([Self.log(zero: 5)]))
        // 3 K of 2 µm/K while the cell empties.
        #expect(abs(curve.thickness[20] * 1e6 - (170 - 6)) < 1)
    }

    @Test func `logs without a gauge or a reference give no course`() {
        var bare = Self.log(zero: 0)
        bare.thickness = []
        #expect(ThicknessFit().identify([bare]) == nil)
        #expect(ThicknessFit().identify([]) == nil)
    }

    @Test func `a cell as thick when full as when empty has no swelling`() {
        #expect(
            Swelling(
                thickness: [0, 1e-4, 0], arealCapacity: 9000, thermalExpansion: 0,
                deviation: 0.05) == nil)
    }

    @Test func `the thickness of a log begins at zero`() {
        let log = Self.log(zero: 123)
        #expect(log.thickness[0] == 0)
        #expect(abs(log.thickness[1800] * 1e6 - (-170 + 6)) < 1e-6)
    }
}
