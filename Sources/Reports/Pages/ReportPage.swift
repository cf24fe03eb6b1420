/// Writes a report as a page.
struct ReportPage {
    private let report: Report

    init(_ report: Report) { self.report = report }

    var text: String {
        var page = Markup()
        page.appendVerbatim("<!DOCTYPE html>\n")
        page.element("html", ["lang": "en"]) { html in
            html.element("head", content: writeHead)
            html.newline()
            html.element("body") { body in
                writeHeader(&body)
                body.element("main") { main in
                    var figure = 0
                    for (index, section) in report.sections.enumerated() {
                        main.newline()
                        write(section, index, figure: &figure, to: &main)
                    }
                }
            }
        }
        page.newline()
        return page.text
    }

    private func writeHead(_ head: inout Markup) {
        head.element("meta", ["charset": "utf-8"])
        head.element(
            "meta",
            [
                "http-equiv": "Content-Security-Policy",
                "content": "default-src 'none'; style-src 'unsafe-inline'",
            ])
        head.element(
            "meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
        head.element("meta", ["name": "color-scheme", "content": "light dark"])
        head.element("title", text: report.title)
        head.element("style") { style in
            style.appendVerbatim("\n" + ReportStyle.text + "\n" + ChartStyle.text + "\n")
        }
    }

    /// Title, subtitle, and a table of contents where there is something to look up.
    private func writeHeader(_ body: inout Markup) {
        body.element("header") { header in
            header.element("h1", text: report.title)
            if !report.subtitle.isEmpty {
                header.element("p", ["class": "subtitle"], text: report.subtitle)
            }
        }
        guard report.sections.count > 4 else { return }
        body.newline()
        body.element("nav", ["aria-label": "Contents"]) { nav in
            nav.element("ol") { list in
                for (index, section) in report.sections.enumerated() {
                    list.element("li") { item in
                        item.element("a", ["href": "#" + anchor(index)], text: section.heading)
                    }
                }
            }
        }
    }

    private func write(
        _ section: Report.Section, _ index: Int, figure: inout Int, to main: inout Markup
    ) {
        main.element("section", ["id": anchor(index)]) { part in
            part.element("h2", text: section.heading)
            for block in section.blocks {
                part.newline()
                switch block {
                case .paragraph(let text): part.element("p", text: text)
                case .table(let table): table.write(to: &part)
                case .facts(let facts): write(facts, to: &part)
                case .figure(let content):
                    figure += 1
                    write(content, number: figure, to: &part)
                }
            }
        }
    }

    private func write(_ figure: Figure, number: Int, to part: inout Markup) {
        part.element("figure") { frame in
            frame.element("div", ["class": "scroll"]) { scroll in
                scroll.appendVerbatim(
                    figure.chart.svg(width: figure.width, height: figure.height, style: ""))
            }
            frame.element("figcaption") { caption in
                caption.element("b", text: "Figure \(number).")
                caption.append(figure.caption.isEmpty ? "" : " " + figure.caption)
            }
        }
    }

    private func write(_ facts: [(name: String, value: String)], to part: inout Markup) {
        part.element("dl") { list in
            for fact in facts {
                list.element("dt", text: fact.name)
                list.element("dd", text: fact.value)
            }
        }
    }

    private func anchor(_ index: Int) -> String { "section-\(index + 1)" }
}
