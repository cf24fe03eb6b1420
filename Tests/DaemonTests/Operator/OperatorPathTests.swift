import ArgumentParser
import OperatorChannel
import Testing

@testable import solidbmsd

@Suite struct OperatorPathTests {
    @Test func `the option counts before the service's folder, and that before the usual one`() {
        let folder = "/run/solidbms:/run/other"
        let asked = OperatorPath(option: "/a/b", runtimeDirectory: folder)
        #expect(asked.path == "/a/b" && asked.isRequired)
        let service = OperatorPath(option: nil, runtimeDirectory: folder)
        #expect(service.path == "/run/solidbms/control.sock" && service.isRequired)
        let usual = OperatorPath(option: nil, runtimeDirectory: nil)
        #expect(usual.path == OperatorProtocol.defaultPath && !usual.isRequired)
        #expect(!OperatorPath(option: nil, runtimeDirectory: "").isRequired)
    }

    @Test func `options that exclude each other are wrong usage`() {
        #expect(throws: (any Error).self) {
            try SolidBMSDaemon.parseAsRoot(["run", "x.toml", "--control", "/a", "--no-control"])
        }
    }
}
