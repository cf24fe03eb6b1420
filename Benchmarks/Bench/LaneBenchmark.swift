import BenchmarkReference
import HAL
import LinuxHAL

/// Two buses read at the same time against one after the other, with transfers that take as long as
/// on the wire: the calling thread is idle meanwhile in the kernel, and busy here.
struct LaneBenchmark {
    /// Bus times of one step: the front end at 100 kHz, the sensors at 400 kHz, s.
    private static let busTimes = [8.1e-3, 4.2e-3]

    private final class Wires: LaneWork {
        var laneCount: Int { LaneBenchmark.busTimes.count }

        func runLane(_ index: Int) {
            let end = reference_wall_time() + LaneBenchmark.busTimes[index]
            while reference_wall_time() < end {}
        }
    }

    func rows() -> [Row] {
        let wires = Wires()
        let serial = SerialLaneRunner()
        let threads = ThreadedLaneRunner()
        var times = [Double.infinity, Double.infinity]
        for _ in 0..<50 {
            for (index, runner) in [serial as any LaneRunner, threads].enumerated() {
                let begin = reference_wall_time()
                runner.run(wires)
                times[index] = min(times[index], reference_wall_time() - begin)
            }
        }
        return [
            .time(
                "two buses at the same time", "ms", times[1] * 1e3, reference: times[0] * 1e3,
                bar: 1.3)
        ]
    }
}
