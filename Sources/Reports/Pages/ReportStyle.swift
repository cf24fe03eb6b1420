/// The style sheet of a report; charts bring their own.
enum ReportStyle {
    static let text = """
        :root {
          --ground: #f3f4f6; --card: #ffffff; --rule: #d3d7de; --ink: #15191f; --faint: #565f6c;
          --good: #1b6e3c; --note: #7a5a00; --bad: #b3181f; --link: #1f5fae;
        }
        @media screen and (prefers-color-scheme: dark) {
          :root {
            --ground: #101418; --card: #1a2027; --rule: #323b46; --ink: #eef1f5; --faint: #a3adba;
            --good: #6fd395; --note: #f0cf5f; --bad: #ff8a8a; --link: #7cb4ff;
          }
        }
        * { box-sizing: border-box; }
        body {
          background: var(--ground); color: var(--ink); margin: 0 auto; max-width: 1100px;
          padding: 24px 20px 60px; font: 16px/1.5 system-ui, "Segoe UI", Roboto, "DejaVu Sans",
            sans-serif; overflow-wrap: break-word;
        }
        h1 { font-size: 1.6rem; line-height: 1.25; margin: 0; }
        h2 { font-size: 1.15rem; margin: 0 0 .5rem; }
        p { margin: .5rem 0; max-width: 46rem; white-space: pre-line; }
        a { color: var(--link); }
        .subtitle, figcaption, dt, th { color: var(--faint); }
        nav ol { columns: 18rem; padding-left: 1.6rem; margin: 1rem 0; font-size: .92rem; }
        section {
          background: var(--card); border: 1px solid var(--rule); border-radius: 10px;
          padding: 16px 20px; margin: 16px 0; scroll-margin-top: 12px;
        }
        .scroll { overflow-x: auto; }
        table {
          border-collapse: collapse; font-size: .88rem; margin: .6rem 0; min-width: 50%;
          font-variant-numeric: tabular-nums;
        }
        th { font-weight: 600; vertical-align: bottom; border-bottom: 1.5px solid var(--rule); }
        td { vertical-align: top; border-bottom: 1px solid var(--rule); }
        th, td { padding: 5px 14px 5px 0; }
        th:last-child, td:last-child { padding-right: 0; }
        .leading { text-align: left; } .centre { text-align: center; }
        .trailing { text-align: right; } td.trailing { white-space: nowrap; }
        .verdict { font-weight: 650; white-space: nowrap; }
        .good { color: var(--good); } .bad { color: var(--bad); } .note { color: var(--note); }
        .plain { color: var(--faint); }
        dl {
          display: grid; grid-template-columns: max-content 1fr; gap: 2px 18px;
          margin: .6rem 0;
        }
        dd { margin: 0; }
        figure { margin: 1rem 0; }
        figure svg { display: block; width: 100%; height: auto; min-width: 34rem; }
        figcaption { font-size: .88rem; margin-top: .3rem; max-width: 46rem; }
        figcaption b { color: var(--ink); }
        @media (max-width: 600px) {
          body { padding: 12px 8px 40px; font-size: 15px; }
          section { padding: 12px; border-radius: 8px; }
          dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; }
        }
        @media print {
          body { max-width: none; padding: 0; background: none; font-size: 10.5pt; }
          section { border: 0; padding: 0; }
          figure, tr { break-inside: avoid; } h2 { break-after: avoid; }
          table { font-size: 8pt; } th, td { padding: 3px 7px 3px 0; }
          .scroll { overflow: visible; } figure svg { min-width: 0; max-width: 17cm; }
        }
        """
}
