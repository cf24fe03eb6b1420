/// Checks that every element is closed where it should be, and that text and attributes hold no
/// bare markup.
enum MarkupBalance {
    /// What is wrong, `nil` when nothing is.
    static func problem(in document: String) -> String? {
        var open: [Substring] = []
        var rest = document[...]
        if rest.hasPrefix("<!DOCTYPE html>") { rest = rest.dropFirst(15) }
        while let start = rest.firstIndex(of: "<") {
            if let problem = problem(inText: rest[..<start]) { return problem }
            guard let end = rest[start...].firstIndex(of: ">") else { return "an open bracket" }
            var tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return "stray </\(tag)>" }
                continue
            }
            let closesItself = tag.hasSuffix("/")
            if closesItself { tag = tag.dropLast() }
            if tag.contains("<") { return "a bracket inside <\(tag)>" }
            if tag.filter({ $0 == "\"" }).count % 2 != 0 { return "a quote inside <\(tag)>" }
            let name = tag.prefix { $0 != " " }
            guard name.allSatisfy({ $0.isLetter || $0.isNumber }) else { return "<\(name)>" }
            if !closesItself { open.append(name) }
        }
        return open.isEmpty ? nil : "unclosed \(open)"
    }

    private static func problem(inText text: Substring) -> String? {
        for part in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst() {
            let name = part.prefix { $0 != ";" }
            if !["amp", "lt", "gt", "quot", "#39"].contains(name) { return "a bare &" }
        }
        return nil
    }
}
