/// The page's style sheet. Colours follow the system's light or dark setting; text keeps a contrast
/// of 4.5 : 1 on its ground, and no colour stands without a word or a shape.
enum PageStyle {
    static let text = #"""
        :root {
          --ground: #f3f4f6; --card: #ffffff; --line: #d3d7de; --ink: #15191f; --soft: #565f6c;
          --good: #1b6e3c; --good-zone: #bfe3cb; --note: #7a5a00; --note-zone: #f7e3a1;
          --warn: #a84300; --warn-zone: #f8c195; --bad: #b3181f; --bad-zone: #f0a3a3;
          --trace: #1f5fae; --trace-soft: #c3d7f0;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --ground: #101418; --card: #1a2027; --line: #323b46; --ink: #eef1f5; --soft: #a3adba;
            --good: #6fd395; --good-zone: #1f4a30; --note: #f0cf5f; --note-zone: #54481a;
            --warn: #ffa45c; --warn-zone: #6b3d16; --bad: #ff8a8a; --bad-zone: #6e2428;
            --trace: #7cb4ff; --trace-soft: #274465;
          }
        }
        * { box-sizing: border-box; margin: 0; }
        body {
          background: var(--ground); color: var(--ink);
          font: 15px/1.4 system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
          font-variant-numeric: tabular-nums; padding: 14px; max-width: 1500px; margin: 0 auto;
        }
        h1 { font-size: 1.3rem; } h2 { font-size: .8rem; font-weight: 600; color: var(--soft); }
        ul { list-style: none; padding: 0; }
        a { color: var(--trace); }
        .label, footer, .note { color: var(--soft); }
        .big { font-size: 1.55rem; font-weight: 650; line-height: 1.25; white-space: nowrap; }
        header { display: flex; flex-wrap: wrap; gap: 4px 18px; align-items: center; }
        header h1 { flex: 1 1 auto; }
        .clock b { font-size: 1.15rem; }
        .pill {
          display: inline-block; border: 1px solid var(--line); border-radius: 99px;
          padding: 1px 10px; font-size: .8rem; font-weight: 600; vertical-align: middle;
        }
        .pill:empty { display: none; }
        .pill.live { color: var(--good); border-color: currentColor; }
        .pill.lost { color: var(--bad); border-color: currentColor; }
        #banner {
          margin-top: 10px; padding: 10px 14px; border-radius: 8px; font-weight: 650;
          background: var(--bad-zone); color: var(--ink); border: 2px solid var(--bad);
        }
        #banner[hidden] { display: none; }
        body.stale main { opacity: .75; filter: grayscale(1); }
        #summary {
          display: grid; gap: 10px; margin: 12px 0;
          grid-template-columns: repeat(6, 1fr);
        }
        .tile, .stack, #flags {
          background: var(--card); border: 1px solid var(--line); border-radius: 10px;
          padding: 10px 14px; min-width: 0;
        }
        .tile p:not(.big) { font-size: .85rem; color: var(--soft); }
        .tile p.alarm { color: var(--bad); font-weight: 650; }
        .state-operating { color: var(--good); }
        .state-fault { color: var(--bad); }
        .state-precharging, .state-opening, .state-service { color: var(--warn); }
        #contactors li { display: flex; gap: 8px; align-items: baseline; }
        #contactors .name { flex: 1; color: var(--soft); font-size: .85rem; }
        #contactors b.closed { color: var(--good); }
        #contactors b.differs { color: var(--bad); }
        #outlook {
          display: grid; gap: 10px; margin-bottom: 12px;
          grid-template-columns: minmax(0, 1.9fr) minmax(0, 1.4fr) minmax(0, 1fr);
        }
        #outlook[hidden] { display: none; }
        #outlook .tile { overflow-x: auto; }
        #horizons td:nth-child(4), #horizons td:nth-child(7),
        #horizons th:nth-child(4), #horizons th:nth-child(7) {
          text-align: left; padding-left: 10px; color: var(--soft); white-space: normal;
          width: 29%;
        }
        #reserves td small, #health td small { display: block; }
        #flags { margin-bottom: 12px; }
        #flags.operating { border: 2px solid var(--note); }
        #flags.warning { border: 2px solid var(--warn); }
        #flags.safety { border: 2px solid var(--bad); }
        #flags.none { display: flex; gap: 12px; align-items: baseline; }
        #flag-list li {
          display: grid; gap: 0 14px; padding: 5px 0; align-items: baseline;
          grid-template-columns:
            7.2em minmax(10em, 1.4fr) minmax(6em, .8fr) minmax(11em, 1.3fr) minmax(11em, 1fr);
        }
        #flag-list li + li { border-top: 1px solid var(--line); }
        #flag-list .what { font-weight: 650; }
        #flags.none #flag-list li {
          display: block; color: var(--good); font-weight: 600; padding: 0;
        }
        .grade {
          font-size: .8rem; font-weight: 700; border-radius: 5px; padding: 1px 7px;
          justify-self: start; white-space: nowrap; color: var(--ink);
        }
        .grade.operating { background: var(--note-zone); }
        .grade.warning { background: var(--warn-zone); }
        .grade.safety { background: var(--bad-zone); }
        #stacks {
          display: grid; gap: 12px;
          grid-template-columns: repeat(auto-fit, minmax(min(100%, 460px), 1fr));
        }
        .stack.operating { border-color: var(--note); }
        .stack.warning { border-color: var(--warn); box-shadow: inset 5px 0 var(--warn); }
        .stack.safety { border-color: var(--bad); box-shadow: inset 5px 0 var(--bad); }
        .stack-head { display: flex; flex-wrap: wrap; gap: 0 14px; align-items: baseline; }
        .stack-head h3 { font-size: 1rem; flex: 1; }
        .stack-head .expected { flex: 1 0 100%; color: var(--soft); font-size: .85rem; }
        .stack-head .expected { text-align: right; }
        .bar { position: relative; height: 18px; margin: 11px 0 22px; border-radius: 5px; }
        .bar i { position: absolute; display: block; }
        .bar .measured {
          width: 6px; top: -4px; bottom: -4px; margin-left: -3px; border-radius: 3px;
          background: var(--ink); border: 1px solid var(--card);
        }
        .bar .expected {
          top: -8px; margin-left: -7px; border: 7px solid transparent; border-bottom: 0;
          border-top: 10px solid var(--trace);
        }
        .bar .tick {
          top: 22px; font-style: normal; font-size: .75rem; color: var(--soft);
          transform: translateX(-50%);
        }
        .traces { display: grid; grid-template-columns: 1fr 1fr; gap: 12px; margin-bottom: 8px; }
        .traces figure { min-width: 0; }
        .traces figcaption {
          display: flex; justify-content: space-between; gap: 6px; font-size: .75rem;
          color: var(--soft); white-space: nowrap; overflow: hidden;
        }
        canvas { display: block; width: 100%; height: 44px; }
        table { width: 100%; border-collapse: collapse; font-size: .85rem; }
        th { color: var(--soft); font-weight: 600; font-size: .75rem; }
        th, td { text-align: right; padding: 2px 0 2px 8px; white-space: nowrap; }
        th:first-child, td:first-child { text-align: left; padding-left: 0; }
        tbody tr { border-top: 1px solid var(--line); }
        tr.operating td:first-child { box-shadow: inset 4px 0 var(--note); padding-left: 8px; }
        tr.warning td:first-child { box-shadow: inset 4px 0 var(--warn); padding-left: 8px; }
        tr.safety td:first-child { box-shadow: inset 4px 0 var(--bad); padding-left: 8px; }
        td small { color: var(--soft); font-size: .75rem; }
        td.doubtful { text-decoration: underline dotted var(--warn); }
        .missing { color: var(--warn); font-weight: 600; }
        .big.missing { font-size: 1.1rem; white-space: normal; }
        footer { margin-top: 12px; font-size: .85rem; }
        @media (max-width: 1200px) {
          #summary { grid-template-columns: repeat(3, 1fr); }
          #outlook { grid-template-columns: minmax(0, 1.4fr) minmax(0, 1fr); }
          #outlook .tile:first-child { grid-column: 1 / -1; }
        }
        @media (max-width: 760px) { #outlook { grid-template-columns: minmax(0, 1fr); } }
        @media (max-width: 600px) {
          body { padding: 8px; }
          #summary { grid-template-columns: 1fr 1fr; gap: 8px; }
          #outlook { grid-template-columns: minmax(0, 1fr); gap: 8px; }
          .tile { padding: 8px 10px; } .big { font-size: 1.25rem; }
          .stack, #flags { padding: 8px 10px; }
          #flag-list li { grid-template-columns: auto 1fr; }
          #flag-list .value, #flag-list .when { grid-column: 2; }
          #flag-list .value:empty { display: none; }
          .traces figcaption { flex-wrap: wrap; gap: 0 6px; }
          table { font-size: .8rem; }
          th, td { padding-left: 3px; } td:nth-child(5) small { display: none; }
        }
        @media (prefers-reduced-motion: no-preference) {
          .bar .measured, .bar .expected { transition: left .15s linear; }
        }
        """#
}
