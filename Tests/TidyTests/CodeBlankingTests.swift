import Testing

/// The scanner that every rule about code relies on.
struct CodeBlankingTests {
    @Test func `comments vanish and line breaks stay`() {
        #expect(
            CodeBlanking.blank("a // b!\n/* c\n/* d */ e */ f") == "a      \n    \n             f")
    }

    @Test func `the contents of strings vanish and their quotes stay`() {
        #expect(CodeBlanking.blank(#"f("x!", "\"y")"#) == #"f("  ", "   ")"#)
        #expect(CodeBlanking.blank("#\"a\"b\"# c") == "#\"   \"# c")
        #expect(CodeBlanking.blank("\"\"\"\n\"a\"\n\"\"\" b") == "\"\"\"\n   \n\"\"\" b")
    }

    @Test func `code inside an interpolation stays`() {
        #expect(CodeBlanking.blank(#""a \(b("c")!) d" e"#) == #""   (b(" ")!)  " e"#)
    }

    @Test func `the words of a backticked name vanish`() {
        #expect(CodeBlanking.blank("func `a \"b!`() {}") == "func `     `() {}")
    }
}
