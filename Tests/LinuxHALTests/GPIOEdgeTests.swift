import Glibc
import HAL
import Testing

@testable import LinuxHAL

struct GPIOEdgeTests {
    private let calls = FakeGPIOCalls([
        .init(label: "pinctrl-bcm2711", names: ["BMS_ESTOP_N", "BMS_INTERLOCK_N"])
    ])

    private func input(keepsEdges: Bool = true) throws -> GPIOInputLine {
        try GPIOLines(calls: calls).input(
            named: "BMS_ESTOP_N", isActiveLow: true, keepsEdges: keepsEdges)
    }

    @Test func `a line asks for its edges only when told to`() throws {
        #expect(try input(keepsEdges: false).keepsEdges == false)
        #expect(try input().keepsEdges)
        #expect(calls.requests.map(\.hasEdges) == [false, true])
    }

    @Test func `a pulse shorter than a step is seen once`() throws {
        let line = try input()
        #expect(try line.readLatched() == false)
        calls.waitingEdges = [1_000, 1_500]
        #expect(try line.read() == false, "The level is at rest again.")
        #expect(try line.readLatched())
        #expect(line.lastEdge == 1_500)
        #expect(try line.readLatched() == false)
    }

    @Test func `a release between two reads says that the line was active`() throws {
        let line = try input()
        calls.level = 1
        calls.waitingEdges = [10]
        #expect(try line.readLatched())
        calls.level = 0
        calls.waitingEdges = [20]
        #expect(try line.readLatched())
        #expect(try line.readLatched() == false)
    }

    @Test func `a line that stays active is active without edges`() throws {
        let line = try input()
        calls.level = 1
        #expect(try line.readLatched())
        #expect(try line.readLatched())
    }

    @Test func `a line that chatters without end costs a bounded number of calls`() throws {
        let line = try input()
        calls.waitingEdges = Array(0..<1_000)
        #expect(try line.readLatched())
        #expect(calls.log.count { $0 == "edges 0" } == 4)
        #expect(calls.waitingEdges.count == 1_000 - 4 * FakeGPIOCalls.edgeLimit)
    }

    @Test(arguments: [ENXIO, ENODEV, EINVAL])
    func `a controller without interrupts still gives the line`(number: Int32) throws {
        calls.edgeRequestAnswer = -number
        let line = try input()
        #expect(line.keepsEdges == false)
        calls.level = 1
        #expect(try line.readLatched())
        #expect(calls.log.contains { $0.hasPrefix("edges") } == false)
    }

    @Test func `a line that is held is refused with edges too`() throws {
        calls.edgeRequestAnswer = -EBUSY
        calls.consumer = "gpiomon"
        let expected = LinuxHALError(
            resource: .gpioLine, name: "BMS_ESTOP_N", problem: .lineHeld(consumer: "gpiomon"),
            errno: EBUSY)
        #expect(throws: expected) { try input() }
    }

    @Test func `edges that cannot be read are an error and no rest`() throws {
        let line = try input()
        calls.edgeAnswer = -EIO
        #expect(throws: LineError.system(EIO)) { try line.readLatched() }
    }
}
