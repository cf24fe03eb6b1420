import Glibc
import Testing

@testable import LinuxHAL

struct ServiceManagerTests {
    private func manager(_ variables: [String: String]) throws -> ServiceManager {
        try ServiceManager { variables[$0] }
    }

    @Test func `messages arrive at an abstract socket word for word`() throws {
        let name = "@solidbms-test-\(getpid())"
        let socket = try #require(NotifySocket(name: name))
        let manager = try manager(["NOTIFY_SOCKET": name])
        #expect(manager.isPresent)
        manager.reportReady(status: "16 cells, contactors open")
        #expect(socket.next() == "READY=1\nSTATUS=16 cells, contactors open")
        manager.feedWatchdog()
        #expect(socket.next() == "WATCHDOG=1")
        manager.report(status: "Charging")
        #expect(socket.next() == "STATUS=Charging")
        manager.reportStopping(status: "Opening contactors")
        #expect(socket.next() == "STOPPING=1\nSTATUS=Opening contactors")
        #expect(socket.next() == nil)
        #expect(manager.droppedCount == 0)
    }

    @Test func `messages arrive at a socket in the file system`() throws {
        let name = "\(P_tmpdir)/solidbms-test-\(getpid())"
        let socket = try #require(NotifySocket(name: name))
        try manager(["NOTIFY_SOCKET": name]).report(status: "Here")
        #expect(socket.next() == "STATUS=Here")
    }

    @Test func `a line break in a status cannot forge an assignment`() throws {
        let name = "@solidbms-test-lines-\(getpid())"
        let socket = try #require(NotifySocket(name: name))
        try manager(["NOTIFY_SOCKET": name]).report(status: "one\nREADY=1\r\ntwo")
        #expect(socket.next() == "STATUS=one READY=1 two")
    }

    @Test(arguments: [[:], ["NOTIFY_SOCKET": ""]])
    func `without a socket every message is nothing`(variables: [String: String]) throws {
        let manager = try manager(variables)
        manager.reportReady(status: "Ready")
        manager.feedWatchdog()
        #expect(!manager.isPresent)
        #expect(manager.droppedCount == 0)
        #expect(manager.watchdogInterval == nil)
    }

    @Test func `a message that nobody takes is dropped and counted`() throws {
        let manager = try manager(["NOTIFY_SOCKET": "@solidbms-test-nobody-\(getpid())"])
        manager.feedWatchdog()
        manager.feedWatchdog()
        #expect(manager.droppedCount == 2)
        #expect(manager.lastErrno == ECONNREFUSED)
    }

    @Test func `a manager that does not read is not waited for`() throws {
        let name = "@solidbms-test-full-\(getpid())"
        let socket = try #require(NotifySocket(name: name))
        let manager = try manager(["NOTIFY_SOCKET": name])
        for _ in 0..<10_000 where manager.droppedCount == 0 { manager.feedWatchdog() }
        #expect(manager.droppedCount == 1)
        #expect(manager.lastErrno == EAGAIN)
        #expect(socket.next() == "WATCHDOG=1")
    }

    @Test func `a name too long for a socket is an error of the message`() throws {
        let manager = try manager(["NOTIFY_SOCKET": String(repeating: "x", count: 200)])
        manager.feedWatchdog()
        #expect(manager.lastErrno == EINVAL)
    }

    @Test func `the watchdog interval is read in microseconds`() throws {
        #expect(try manager(["WATCHDOG_USEC": "2000000"]).watchdogInterval == .seconds(2))
        #expect(try manager(["WATCHDOG_USEC": "0"]).watchdogInterval == nil)
        #expect(try manager(["WATCHDOG_USEC": "soon"]).watchdogInterval == nil)
    }

    @Test func `a watchdog interval for another process does not count`() throws {
        let own = ["WATCHDOG_USEC": "500000", "WATCHDOG_PID": "\(getpid())"]
        #expect(try manager(own).watchdogInterval == .milliseconds(500))
        let other = ["WATCHDOG_USEC": "500000", "WATCHDOG_PID": "1"]
        #expect(try manager(other).watchdogInterval == nil)
    }
}
