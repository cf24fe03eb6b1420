import HAL
import Quantities
import Testing

@testable import Control

struct DeviceSessionTests {
    private let device = ScriptedDevice()
    private var session = DeviceSession()
    private var patience = BusPatience()

    private func time(_ milliseconds: Int64) -> Instant {
        Instant(nanoseconds: milliseconds * 1_000_000)
    }

    private mutating func prepare(_ milliseconds: Int64, mayConfigure: Bool = true) -> Bool {
        session.prepare(
            device, now: time(milliseconds), mayConfigure: mayConfigure, patience: &patience)
    }

    @Test mutating func `a device is identified, started and then left alone`() {
        #expect(prepare(0))
        #expect(prepare(100))
        #expect(device.identifications == 1)
        #expect(device.starts == [time(0)])
        #expect(session.problem == nil)
    }

    @Test mutating func `a start that takes time is continued no earlier than asked`() {
        device.progress = [.wait(until: time(250)), .ready]
        #expect(!prepare(0))
        #expect(!prepare(100))
        #expect(!prepare(249))
        #expect(device.starts.count == 1)
        #expect(prepare(250))
        #expect(device.identifications == 1)
    }

    @Test mutating func `nothing is touched while configuring is not allowed`() {
        #expect(!prepare(0, mayConfigure: false))
        #expect(device.identifications == 0 && device.starts.isEmpty)
    }

    @Test mutating func `another chip at the address is tried again from the beginning`() {
        device.identityError = .wrongIdentity(expected: 1, found: 2)
        #expect(!prepare(0))
        #expect(!prepare(100))
        #expect(device.identifications == 2)
        #expect(device.starts.isEmpty, "A strange chip is not configured.")
        #expect(session.problem == .wrongIdentity(expected: 1, found: 2))
        device.identityError = nil
        #expect(prepare(200))
        #expect(session.problem == nil)
        #expect(session.errorCount == 2)
    }

    @Test mutating func `a converter that stays silent is started anew`() {
        _ = prepare(0)
        for _ in 0..<99 { session.failed(.noFreshData, device) }
        session.succeeded()
        for _ in 0..<99 { session.failed(.noFreshData, device) }
        #expect(session.isReady && device.restarts == 0)
        #expect(session.errorCount == 0, "Waiting for a conversion is no error.")
        session.failed(.noFreshData, device)
        #expect(!session.isReady && device.restarts == 1)
        #expect(session.problem == .noFreshData)
        #expect(prepare(100))
        #expect(session.problem == nil)
    }

    @Test mutating func `single failures do not restart, ten in a row do`() {
        _ = prepare(0)
        for _ in 0..<9 { session.failed(.checksum, device) }
        #expect(session.isReady)
        session.succeeded()
        for _ in 0..<9 { session.failed(.checksum, device) }
        #expect(session.isReady)
        session.failed(.checksum, device)
        #expect(!session.isReady)
        #expect(device.restarts == 1)
        #expect(session.problem == .checksum)
        #expect(session.errorCount == 19)
        #expect(prepare(100))
        #expect(device.identifications == 2)
    }

    @Test(arguments: [
        DeviceError.configurationLost, .readBack(register: 0, wrote: 1, found: 2),
        .wrongIdentity(expected: 1, found: 2),
    ])
    mutating func `a device that is not what it was restarts at once`(_ error: DeviceError) {
        _ = prepare(0)
        session.failed(error, device)
        #expect(!session.isReady)
        #expect(device.restarts == 1)
    }

    @Test mutating func `nothing fresh is no error`() {
        _ = prepare(0)
        for _ in 0..<50 { session.failed(.noFreshData, device) }
        #expect(session.isReady)
        #expect(session.errorCount == 0)
    }

    @Test mutating func `two deadlines missed use up a step's patience`() {
        device.error = .bus(.timeout)
        _ = prepare(0)
        #expect(patience.isLeft)
        _ = prepare(0)
        #expect(!patience.isLeft)
        patience.renew()
        patience.note(.bus(.addressNotAcknowledged))
        patience.note(.checksum)
        #expect(patience.isLeft, "Only waiting costs time.")
    }
}
