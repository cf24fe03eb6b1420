/// The page's skeleton. Stacks, cells and flags are added by the script.
enum PageMarkup {
    static let text = #"""
        <body>
        <header>
          <h1><span id="pack">SolidBMS</span> <span id="source" class="pill"></span></h1>
          <p class="clock"><span class="label">Run time</span> <b id="clock">–</b></p>
          <p id="link" class="pill">connecting</p>
        </header>
        <div id="banner" role="alert" hidden></div>
        <noscript><p class="note">This page needs JavaScript.
          The same data without it: /snapshot and /metrics.</p></noscript>
        <main>
        <section id="summary" aria-label="Pack">
          <div class="tile" id="state-tile">
            <h2>State</h2><p class="big" id="state">–</p><p id="state-note"></p>
          </div>
          <div class="tile">
            <h2>Contactors</h2><ul id="contactors"></ul>
          </div>
          <div class="tile">
            <h2>Current</h2><p class="big" id="current">–</p><p id="current-note"></p>
          </div>
          <div class="tile">
            <h2>Pack voltage</h2><p class="big" id="voltage">–</p><p id="voltage-note"></p>
          </div>
          <div class="tile">
            <h2>Charge limit</h2><p class="big" id="charge-limit">–</p>
            <p id="charge-limit-note"></p>
          </div>
          <div class="tile">
            <h2>Discharge limit</h2><p class="big" id="discharge-limit">–</p>
            <p id="discharge-limit-note"></p>
          </div>
        </section>
        <section id="outlook" aria-label="Outlook" hidden>
          <div class="tile">
            <h2>Permitted for a while</h2>
            <table id="horizons"><thead><tr><th scope="col">For</th>
              <th scope="col">Charge</th><th scope="col">Power</th><th scope="col">Because</th>
              <th scope="col">Discharge</th><th scope="col">Power</th><th scope="col">Because</th>
            </tr></thead><tbody></tbody></table>
          </div>
          <div class="tile">
            <h2>Left until</h2>
            <table id="reserves"><thead><tr><th scope="col"></th>
              <th scope="col">Energy</th><th scope="col">Charge</th><th scope="col">Time</th>
            </tr></thead><tbody></tbody></table>
          </div>
          <div class="tile">
            <h2>Health, against a new cell</h2>
            <table id="health"><thead><tr><th scope="col"></th>
              <th scope="col">Mean</th><th scope="col">Worst</th>
            </tr></thead><tbody></tbody></table>
          </div>
        </section>
        <section id="flags" aria-labelledby="flags-title">
          <h2 id="flags-title">Active flags</h2>
          <ul id="flag-list" aria-live="polite"></ul>
        </section>
        <section id="stacks" aria-label="Stacks"></section>
        </main>
        <footer>
          <p id="counts"></p>
          <p>This page only shows. Positive current charges. ± is one standard deviation,
            a range two to either side.
            <a href="/snapshot">JSON</a> <a href="/metrics">Metrics</a></p>
        </footer>
        </body>
        """#
}
