import BenchmarkReference
import CellModel

/// The elementary functions of the lanes against the C library's.
struct FunctionBenchmark {
    private static let count = 1024
    private static let exponent = 0.7
    private let arguments = (0..<count).map { 0.05 + 5 * Double($0) / Double(count) }

    func rows() -> [Row] {
        compare(
            "exp", bar: 0.08, eights: 0.3, { reference_exp($0, $1, Self.count) },
            { Double.exp($0) },
            { SIMD8<Double>.exp($0) })
            + compare(
                "log", bar: 0.06, eights: 0.25, { reference_log($0, $1, Self.count) },
                { Double.log($0) }, { SIMD8<Double>.log($0) })
            + compare(
                "pow", bar: 0.12, eights: 0.4,
                { reference_pow($0, Self.exponent, $1, Self.count) },
                { Double.pow($0, Self.exponent) },
                { SIMD8<Double>.pow($0, SIMD8(Self.exponent)) })
            + compare(
                "tanh", bar: 0.2, eights: 0.7, { reference_tanh($0, $1, Self.count) },
                { Double.tanh($0) }, { SIMD8<Double>.tanh($0) })
    }

    // Inlined, so that each function is compiled into its loop.
    @inline(__always)
    private func compare(
        _ name: String, bar: Double, eights: Double,
        _ library: (UnsafePointer<Double>, UnsafeMutablePointer<Double>) -> Void,
        _ scalar: (Double) -> Double, _ vector: (SIMD8<Double>) -> SIMD8<Double>
    ) -> [Row] {
        var results = Array(repeating: 0.0, count: Self.count)
        var results8 = Array(repeating: SIMD8<Double>(), count: Self.count / 8)
        let arguments8 = stride(from: 0, to: Self.count, by: 8).map {
            SIMD8<Double>(arguments[$0..<$0 + 8])
        }
        var libraryResults = results
        let times = withoutActuallyEscaping(library) { library in
            withoutActuallyEscaping(scalar) { scalar in
                withoutActuallyEscaping(vector) { vector in
                    Stopwatch.best([
                        { library(arguments, &libraryResults) },
                        {
                            for index in results.indices {
                                results[index] = scalar(arguments[index])
                            }
                        },
                        {
                            for index in results8.indices {
                                results8[index] = vector(arguments8[index])
                            }
                        },
                    ])
                }
            }
        }
        let rates = times.map { Double(Self.count) / $0 * 1e-6 }
        let unit = "M values/s"
        return [
            .rate("\(name), Double over libm", unit, rates[1], reference: rates[0], bar: bar),
            .rate("\(name), SIMD8 over libm", unit, rates[2], reference: rates[0], bar: eights),
        ]
    }
}
