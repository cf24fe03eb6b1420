import Testing

@testable import Reports

struct ReportTests {
    private func report(sections: Int) -> Report {
        let evil = "<script>alert(\"x\")</script> & 'more' \u{0}"
        let chart = Chart(
            title: evil, xAxis: Axis(evil, unit: evil), yAxis: Axis(evil),
            series: [.points(evil, [(1, 2), (2, 3)]), .bars(evil, [(evil, 1)])],
            references: [.vertical(at: 1, evil), .horizontal(at: 2, evil)])
        let table = Table(
            [.init(evil), "verdict"], rows: [[.text(evil), .verdict(.failed, word: evil)]])
        return Report(
            title: evil, subtitle: evil,
            sections: (0..<sections).map { _ in
                .init(
                    evil,
                    [
                        .paragraph(evil), .table(table), .facts([(name: evil, value: evil)]),
                        .figure(Figure(chart, caption: evil)),
                    ])
            })
    }

    @Test func `no text from data becomes markup`() {
        let html = report(sections: 6).html()
        #expect(MarkupBalance.problem(in: html) == nil)
        #expect(!html.contains("<script"))
        #expect(html.contains("&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; &#39;"))
        #expect(!html.contains("\u{0}"))
    }

    @Test func `the file needs nothing from outside and is the same twice`() {
        let html = report(sections: 2).html()
        #expect(html == report(sections: 2).html())
        let addresses = html.split(separator: "http").dropFirst()
        #expect(
            addresses.allSatisfy {
                $0.hasPrefix("://www.w3.org/2000/svg\"") || $0.hasPrefix("-equiv")
            })
        for part in ["src=", "url(", "@import", "<link"] { #expect(!html.contains(part)) }
    }

    @Test func `five sections have a table of contents and four have none`() {
        #expect(!report(sections: 4).html().contains("<nav"))
        let html = report(sections: 5).html()
        for index in 1...5 {
            #expect(html.contains("href=\"#section-\(index)\""))
            #expect(html.contains("<section id=\"section-\(index)\">"))
        }
        #expect(html.contains("Figure 5."))
    }

    @Test func `a verdict has a colour and a word`() {
        let table = Table(["a"], rows: [[.verdict(.passed, word: "inside")]])
        let html = Report(title: "t", sections: [.init("s", [.table(table)])]).html()
        #expect(html.contains("<span class=\"verdict good\">✓ inside</span>"))
    }

    @Test(arguments: [
        "<a>", "<a></b>", "<a", "a & b<a/>", "<a b=\"c></a>", "<a></a></a>", "<a x=\"<\"/>",
    ])
    func `the checker finds what is broken`(markup: String) {
        #expect(MarkupBalance.problem(in: markup) != nil)
    }
}
