import Foundation
import Identification
import Testing

@Suite struct MeasuredLogTests {
    /// Writes a file that goes away with the test.
    func withFile<T>(
        _ name: String, _ bytes: [UInt8], body: (String) throws -> T
    ) throws -> T {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "solidbms-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        let file = folder.appending(path: name)
        try Data(bytes).write(to: file)
        return try body(file.path())
    }

    func failure(_ text: String, columns: LogColumns = LogColumns()) throws -> LogError? {
        try withFile("log.csv", Array(text.utf8)) { path in
            do throws(LogError) {
                _ = try MeasuredLog(path: path, columns: columns)
                return nil
            } catch {
                return error
            }
        }
    }

    let small = "t_s,v_V,i_A,temp_C\n0,3.7,1,25\n1,3.6,2,26\n"

    @Test func `discharge current turns negative once, at import`() throws {
        try withFile("log.csv", Array(small.utf8)) { path in
            let log = try MeasuredLog(path: path)
            #expect(log.current == [-1, -2])
            #expect(log.charge == [0, -2])
            #expect(log.temperature == [298.15, 299.15])
            let columns = LogColumns(positiveDischarges: false)
            #expect(try MeasuredLog(path: path, columns: columns).current == [1, 2])
        }
    }

    @Test func `a folder is told from a damaged file`() {
        let folder = FileManager.default.temporaryDirectory.path()
        #expect(throws: LogError.cannotOpen(file: folder)) { try MeasuredLog(path: folder) }
    }

    @Test func `a compressed file reads as the plain one`() throws {
        let compressed: [UInt8] = [
            0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x2B, 0x89, 0x2F, 0xD6,
            0x29, 0x8B, 0x0F, 0xD3, 0xC9, 0x8C, 0x77, 0xD4, 0x29, 0x49, 0xCD, 0x2D, 0x88, 0x77,
            0xE6, 0x32, 0xD0, 0x31, 0xD6, 0x33, 0xD7, 0x31, 0xD4, 0x31, 0x32, 0xE5, 0x32, 0x04,
            0x32, 0xCD, 0x74, 0x8C, 0x74, 0x8C, 0xCC, 0xB8, 0x00, 0x73, 0x28, 0xDF, 0x4D, 0x29,
            0x00, 0x00, 0x00,
        ]
        let plain = try withFile("log.csv", Array(small.utf8)) { try MeasuredLog(path: $0) }
        let read = try withFile("log.csv.gz", compressed) { try MeasuredLog(path: $0) }
        #expect(read.voltage == plain.voltage)
        #expect(read.current == plain.current)
        let cut = try withFile("log.csv.gz", Array(compressed.dropLast(12))) { path in
            #expect(throws: LogError.damaged(file: path)) { try MeasuredLog(path: path) }
            return true
        }
        #expect(cut)
    }

    @Test func `semicolons, tabs, blank lines and other line ends are read`() throws {
        let texts = [
            "t_s;v_V;i_A;temp_C\r\n0;3.7;1;25\r\n\r\n1;3.6;2;26\r\n",
            "t_s\tv_V\ti_A\ttemp_C\n0\t3.7\t1\t25\n1\t3.6\t2\t26",
            "\u{FEFF}\"t_s\",\"v_V\",\"i_A\",\"temp_C\"\n0,3.7,1,25\n1,3.6,2,26\n",
        ]
        for text in texts {
            let log = try withFile("log.csv", Array(text.utf8)) { try MeasuredLog(path: $0) }
            #expect(log.voltage == [3.7, 3.6])
        }
    }

    @Test func `a missing column names those that are there`() throws {
        let error = try #require(try failure("t_s,volts,i_A,temp_C\n0,3.7,1,25\n1,3.6,2,26\n"))
        #expect("\(error)".contains("no column \"v_V\". There are: t_s, volts, i_A, temp_C."))
    }

    @Test(arguments: [
        ("t_s,v_V,i_A,temp_C\n0,3.7,1,25\n1,x3.6,2,26\n", ":3: column \"v_V\" holds \"x3.6\""),
        ("t_s,v_V,i_A,temp_C\n0,3.7,1,25\n\n1,nan,2,26\n", ":4: column \"v_V\" holds \"nan\""),
        ("t_s,v_V,i_A,temp_C\n0,3.7,1,25\n1,3600,2,26\n", "allowed is 0 to 10 V"),
        ("t_s,v_V,i_A,temp_C\n0,3.7,1,25\n1,3.6,2,999\n", "allowed is -100 to 200 °C"),
        ("t_s,v_V,i_A,temp_C\n5,3.7,1,25\n4,3.6,2,26\n", ":3: column \"t_s\" holds \"4.0\""),
        ("t_s,v_V,i_A,temp_C\n0,3.7,1,25\n1,3.6\n", ":3: column \"i_A\" holds \"\""),
        ("t_s,v_V,i_A,temp_C\n0,3.7,1,25\n", "no data"),
        ("", "no data"),
    ])
    func `bad input is named by file, line, column and value`(text: String, words: String) throws {
        let error = try #require(try failure(text))
        #expect("\(error)".contains(words))
        #expect("\(error)".contains("log.csv"))
    }

    @Test(arguments: [
        (-1.0, 1.0, 1, []), (-1.0, 1.0, -1, ["the reference by -100.0 %"]),
        (-1.0, 0.9, 1, ["of this cell's capacity"]), (-1000.0, 1000.0, 1, ["in amperes"]),
        (-1.0, 0.99, 1, []),
    ])
    func `a log that contradicts its cell or its reference is doubted`(
        amperes: Double, hours: Double, sign: Double, words: [String]
    ) {
        // A cell of 1 Ah, from full to what the reference calls empty.
        let rate = amperes * sign
        let log = MeasuredLog(
            name: "log", time: [0, 1800 * hours, 3600 * hours], voltage: [4.2, 3.7, 3],
            current: [rate, rate, rate], temperature: [298, 298, 298],
            referenceStateOfCharge: [1, 0.5, 0])
        let doubts = log.doubts(capacity: 3600)
        #expect(doubts.isEmpty == words.isEmpty)
        for word in words { #expect(doubts.contains { $0.contains(word) }, "\(doubts)") }
    }

    @Test func `a file that is not there says so`() {
        #expect(throws: LogError.cannotOpen(file: "/nonexistent/log.csv")) {
            try MeasuredLog(path: "/nonexistent/log.csv")
        }
    }
}
