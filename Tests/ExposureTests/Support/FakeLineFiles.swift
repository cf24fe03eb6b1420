import Exposure
import Glibc

/// configfs and sysfs of a kernel with gpio-sim, in memory: making the chip live makes its lines,
/// and a line that nobody drives shows its pull.
final class FakeLineFiles: LineFiles {
    static let configuration = "/config/gpio-sim"
    static let devices = "/devices"

    private(set) var directories: Set<String> = [configuration]
    private(set) var texts: [String: String] = [:]
    /// Levels that a program drives, by line.
    var driven: [Int: Bool] = [:]
    /// Writes to this path are refused.
    var refusedPath: String?
    private(set) var openPaths: [Int32: String] = [:]
    private(set) var writes: [String] = []
    private let lineFolder = devices + "/gpio-sim.0/gpiochip3/sim_gpio"

    static var roots: SimulatedGPIOChip.Roots {
        var roots = SimulatedGPIOChip.Roots()
        roots.configuration = configuration
        roots.devices = devices
        return roots
    }

    func removeConfiguration() { directories = [] }

    func pull(_ line: Int) -> String? { texts["\(lineFolder)\(line)/pull"] }

    func makeDirectory(_ path: String) -> Int32 {
        directories.insert(path).inserted ? 0 : -EEXIST
    }

    func removeDirectory(_ path: String) -> Int32 {
        if directories.contains(where: { $0.hasPrefix(path + "/") }) { return -ENOTEMPTY }
        return directories.remove(path) == nil ? -ENOENT : 0
    }

    func exists(_ path: String) -> Bool { directories.contains(path) }

    func names(in path: String) -> [String] {
        directories.filter { $0.hasPrefix(path + "/") }
            .map { String($0.dropFirst(path.count + 1)) }.filter { !$0.contains("/") }.sorted()
    }

    func write(_ text: String, to path: String) -> Int32 {
        if path == refusedPath { return -EACCES }
        texts[path] = text
        writes.append("\(path) \(text)")
        return 0
    }

    func read(_ path: String, into text: inout String) -> Int32 {
        switch path.split(separator: "/").last {
        case "chip_name": text = "gpiochip3"
        case "dev_name": text = "gpio-sim.0"
        default:
            guard let written = texts[path] else { return -ENOENT }
            text = written
        }
        return 0
    }

    func open(_ path: String) -> Int32 {
        let descriptor = Int32(openPaths.count + 10)
        openPaths[descriptor] = path
        return descriptor
    }

    func firstByte(_ descriptor: Int32) -> Int32 {
        guard let path = openPaths[descriptor],
            let line = Int(path.dropFirst(lineFolder.count).prefix { $0.isNumber })
        else { return -EBADF }
        let isHigh = driven[line] ?? (pull(line) == "pull-up")
        return Int32(UInt8(ascii: isHigh ? "1" : "0"))
    }

    func close(_ descriptor: Int32) { openPaths[descriptor] = "" }
}
