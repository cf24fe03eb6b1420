import Protection
import Testing

@testable import Control

struct NameTests {
    @Test func `names are words and places count from one`() {
        #expect(Diagnostic.stackOverpressure.words == "stack overpressure")
        #expect(Diagnostic.cellVoltageMissing.words == "cell voltage missing")
        #expect(ContactorState.operating.words == "operating")
        #expect(Grade.safety.words == "safety")
        #expect(Place.stack(1).words == "stack 2")
        #expect(Place.cell(0).words == "cell 1")
        #expect(Place.pack.words == "pack")
        #expect(Place.system.words == "system")
    }

    @Test(arguments: Diagnostic.allCases)
    func `every diagnostic has lower-case words`(_ diagnostic: Diagnostic) {
        let words = diagnostic.words
        #expect(words == words.lowercased())
        #expect(!words.isEmpty && !words.hasPrefix(" ") && !words.contains("  "))
    }
}
