import Control
import Quantities
import Testing

@testable import Dashboard

/// The texts as a whole: whoever reads them with a program relies on every name.
struct FormatTests {
    @Test func `a snapshot as JSON has units in its names and reasons for what is missing`() {
        let text = SnapshotJSON.text(SamplePack.frame(), age: .milliseconds(250), pack: nil)
        #expect(text == Golden.snapshot)
    }

    @Test func `the pack stands in front of a full snapshot`() {
        let text = SnapshotJSON.text(
            SamplePack.frame(), age: .milliseconds(250), pack: SamplePack.outline)
        #expect(text == #"{"pack":"# + Golden.pack + "," + Golden.snapshot.dropFirst())
    }

    @Test func `only measured limits are thresholds of the outline`() {
        #expect(PackJSON.text(SamplePack.outline) == Golden.pack)
    }

    @Test func `metrics are in base units, with a family for what is missing`() {
        let text = MetricsText.text(
            SamplePack.frame(), age: .milliseconds(250), pack: SamplePack.outline,
            status: DashboardStatus())
        let samples = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        #expect(samples.joined(separator: "\n") == Golden.metrics)
    }

    @Test func `every sample belongs to the family announced before it, once`() {
        let text = MetricsText.text(
            SamplePack.frame(), age: .zero, pack: SamplePack.outline, status: DashboardStatus())
        var families: [Substring] = []
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ")
            if line.hasPrefix("# TYPE ") {
                #expect(!families.contains(words[2]), "\(words[2])")
                #expect((words[3] == "counter") == words[2].hasSuffix("_total"), "\(words[2])")
                families.append(words[2])
            } else if !line.hasPrefix("#") {
                #expect(line.prefix { $0 != "{" && $0 != " " } == families.last)
            }
        }
        #expect(families.count > 20)
    }

    @Test func `no series is given twice, even if two rules raise the same flag`() {
        var frame = SamplePack.frame()
        frame.snapshot.activeFlags += frame.snapshot.activeFlags
        let text = MetricsText.text(
            frame, age: .zero, pack: SamplePack.outline, status: DashboardStatus())
        let flags = text.split(separator: "\n").filter {
            $0.hasPrefix("solidbms_flag_active{")
        }
        #expect(flags.count == 1)
    }

    @Test func `before the first step metrics describe the program alone`() {
        let text = MetricsText.text(
            nil, age: .zero, pack: SamplePack.outline, status: DashboardStatus())
        #expect(text.contains("solidbms_build_info{version="))
        #expect(!text.contains("solidbms_cell"))
        #expect(!text.contains("solidbms_contactor"))
    }

    @Test func `text with quotes, backslashes and control characters stays one JSON string`() {
        let text = JSONWriter.object { $0.put("a", "q\" b\\ n\n é") }
        #expect(text == #"{"a":"q\" b\\ n\u000a é"}"#)
    }

    /// The parts of the page's script share one scope, in which a second declaration of a name
    /// keeps all of it from running.
    @Test func `no part of the script declares a name of another`() {
        var names: [Substring] = []
        let script = [PageScript.text, PageOutlook.text, PageDrawing.text].joined(separator: "\n")
        for line in script.split(separator: "\n") {
            guard line.hasPrefix("const ") || line.hasPrefix("let ") else { continue }
            let isOne = line.contains("=>") || line.contains("{")
            let parts = isOne ? [line] : line.split(separator: ",")
            for part in parts {
                let words = part.split(separator: " ").filter { $0 != "const" && $0 != "let" }
                if words.count > 1, words[1] == "=" { names.append(words[0]) }
            }
        }
        #expect(names.count > 40)
        for (index, name) in names.enumerated() {
            #expect(!names[..<index].contains(name), "\(name)")
        }
    }

    @Test func `what is no number becomes null`() {
        let text = JSONWriter.object { writer in
            writer.put("a", Double.nan)
            writer.put("b", -Double.infinity)
            writer.put("c", -0.5)
            writer.put("d", 1e300)
        }
        #expect(text == #"{"a":null,"b":null,"c":-0.5,"d":1e+300}"#)
    }

    /// FIPS 180-4 examples and the empty message.
    @Test(arguments: [
        ("", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
        ("abc", "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "JI1qYdIGOLjlwCaTDD5gOaM85Flk/yFn9uzt1BnbBsE="
        ),
    ])
    func `digests agree with the standard`(message: String, digest: String) {
        #expect(SHA256.base64(of: message) == digest)
    }

    @Test(arguments: [
        ("localhost", true), ("LocalHost:8080", true), ("127.0.0.1", true),
        ("127.0.0.1:9000", true), ("[::1]:8080", true), ("", false), ("rig.example", false),
        ("localhost.example", false), ("localhost:", false), ("localhost:80a", false),
        ("127.0.0.1.example:80", false), ("127.0.0.2", false), ("localhost:123456", false),
    ])
    func `only names of the loopback are answered`(host: String, isAnswered: Bool) {
        #expect(HostName.isLoopback(host) == isAnswered)
    }
}
