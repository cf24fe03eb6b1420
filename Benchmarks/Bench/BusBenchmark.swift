import BenchmarkReference
import HAL
import Quantities
import SimulatedChips

/// A step's worth of word reads on the simulated bus against copying as many bytes.
struct BusBenchmark {
    private static let transferCount = 48

    func rows() -> [Row] {
        let bus = SimulatedI2CBus()
        let address = I2CAddress(0x48)
        bus.attach(SimulatedTMP117(), at: address)
        var sum = 0
        // Register out, two bytes in, and the address byte of each direction.
        let bytes = 5
        let source = Array(repeating: UInt8(0x5A), count: bytes)
        var target = source
        let times = Stopwatch.best([
            { reference_copy(source, &target, bytes, Self.transferCount) },
            {
                for _ in 0..<Self.transferCount {
                    do throws(I2CError) {
                        sum &+= Int(try bus.readWord(0, from: address))
                    } catch {
                        preconditionFailure("A chip on a sound bus answers.")
                    }
                }
            },
        ])
        precondition(sum != 0, "A thermometer at 25 degrees does not read zero.")
        return [
            .time(
                "simulated bus, 48 word reads", "us", times[1] * 1e6, reference: times[0] * 1e6,
                bar: 0.008)
        ]
    }
}
