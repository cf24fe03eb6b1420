import Testing

@testable import Configuration

@Suite struct KeyLinesTests {
    let lines = KeyLines(
        """
        # a remark with [brackets] = and "quotes
        name = "a = b"
        long = \"\"\"
        fake = 1
        [alsoFake]
        \"\"\"

        [first.second]
        plain = 1 # x = 2
        quoted."a b" = 2
        inline = { one = 1, two = { deep = 'x, y = 3' } }
        list = [
          { a = 1 },
          # between
          { a = 2,
            b = "}" },
        ]

        [[step]]
        name = "one"
        [step.inner]
        x = 1
        [[step]]
        name = "two"
        until = [{ state = "x" }]
        """)

    @Test(arguments: [
        ("name", 2), ("long", 3), ("first", 8), ("first.second", 8), ("first.second.plain", 9),
        ("first.second.quoted.a b", 10), ("first.second.inline.one", 11),
        ("first.second.inline.two.deep", 11), ("first.second.list", 12),
        ("first.second.list[1].a", 13), ("first.second.list[2].a", 15),
        ("first.second.list[2].b", 16), ("step", 19), ("step[1].name", 20),
        ("step[1].inner.x", 22), ("step[2]", 23), ("step[2].name", 24),
        ("step[2].until[1].state", 25),
    ])
    func `a key is found on its line`(path: String, line: Int) {
        #expect(lines.line(of: path) == line)
    }

    @Test func `a key that is not there is placed at the key that should hold it`() {
        #expect(lines.line(of: "first.second.absent") == 8)
        #expect(lines.line(of: "step[2].until[1].absent") == 25)
        #expect(lines.line(of: "first.second.list[2].absent") == 15)
    }

    @Test func `a key at the top that is not there has no line`() {
        #expect(lines.line(of: "absent") == nil)
        #expect(lines.line(of: "fake") == nil)
        #expect(lines.line(of: "alsoFake") == nil)
    }

    @Test(arguments: ["[", "[[", "a", "a =", "a = [", "a = { b", "a = \"", "}{", "a = ]", "[a"])
    func `a text that the parser would refuse ends the scan all the same`(text: String) {
        #expect(KeyLines(text).line(of: "zzz") == nil)
    }
}
