/// The page's script, second part: the stacks with their bars, traces and cells.
enum PageDrawing {
    static let text = #"""
        // A trace keeps a point every half second of the viewer's time, ten minutes of them.
        const pointLimit = 1200, pointPeriod = 500;
        let cards = [], times = [], lastPointAt = -Infinity, lastSequence = -1;
        const setUp = outline => {
          pack = outline;
          put(at("pack"), outline.name);
          put(at("source"), outline.source);
          document.title = outline.name + " – SolidBMS";
          times = [];
          lastPointAt = -Infinity;
          cards = outline.stacks.map((stack, index) => makeCard(stack, index));
          at("stacks").replaceChildren(...cards.map(card => card.element));
          at("contactors").replaceChildren();
        };
        const makeTrace = title => {
          const figure = make("figure"), caption = make("figcaption"), canvas = make("canvas");
          const range = make("span");
          caption.append(make("span", "", title), range);
          canvas.setAttribute("role", "img");
          canvas.setAttribute("aria-label", title + " over time");
          figure.append(caption, canvas);
          return { figure, canvas, range };
        };
        const columns = ["Cell", "SOC", "Voltage", "Temp.", "Contact", "Interface"];
        const makeCard = (stack, index) => {
          const element = make("article", "stack"), head = make("div", "stack-head");
          const pressure = make("b", "big"), expected = make("p", "expected");
          const title = make("h3", "", "Stack " + (index + 1));
          if (stack.name !== "stack-" + (index + 1)) title.append(" · " + stack.name);
          head.append(title, pressure, expected);
          const bar = make("div", "bar");
          const measuredMark = make("i", "measured"), expectedMark = make("i", "expected");
          bar.setAttribute("role", "img");
          bar.append(expectedMark, measuredMark);
          const traces = make("div", "traces");
          const pressureTrace = makeTrace("Pressure");
          const chargeTrace = makeTrace("Mean SOC");
          traces.append(pressureTrace.figure, chargeTrace.figure);
          const table = make("table"), header = make("tr"), body = make("tbody");
          const top = make("thead");
          for (const column of columns) {
            const cell = make("th", "", column);
            cell.scope = "col";
            header.append(cell);
          }
          top.append(header);
          table.append(top, body);
          const rows = [];
          for (let cell = stack.first_cell; cell <= stack.last_cell; cell++) {
            const row = make("tr");
            for (const column of columns) row.append(make("td"));
            body.append(row);
            rows.push({ cell, row });
          }
          element.append(head, bar, traces, table);
          const card = { element, pressure, expected, bar, measuredMark, expectedMark, rows,
            pressureTrace, chargeTrace, pressures: [], charges: [], top: 0 };
          scale(card, 0);
          return card;
        };

        // Where the thresholds of the stack pressure lie on the bar.
        const thresholds = () => pack.thresholds.filter(one => one.signal === "stack_pressure");
        const scale = (card, pressure) => {
          const all = thresholds();
          const highest = Math.max(1e6, ...all.map(one => one.value)) * 1.12;
          const top = pressure > highest ? pressure * 1.1 : highest;
          if (top === card.top) return;
          card.top = top;
          const share = value => (100 * value / top).toFixed(2) + "%";
          const zone = { operating: "--note-zone", warning: "--warn-zone", safety: "--bad-zone" };
          const steps = [];
          // From the left: below safety is red, then orange, then yellow, then green, and back.
          const rising = (one, other) => one.value - other.value;
          const low = all.filter(one => one.comparison === "below").sort(rising);
          const high = all.filter(one => one.comparison === "above").sort(rising);
          let from = "0%";
          for (const one of low) {
            steps.push("var(" + zone[one.grade] + ") " + from + " " + share(one.value));
            from = share(one.value);
          }
          let color = "var(--good-zone)";
          for (const one of high) {
            steps.push(color + " " + from + " " + share(one.value));
            from = share(one.value);
            color = "var(" + zone[one.grade] + ")";
          }
          steps.push(color + " " + from + " 100%");
          card.bar.style.background = "linear-gradient(to right, " + steps.join(", ") + ")";
          for (const old of card.bar.querySelectorAll(".tick")) old.remove();
          let last = -Infinity;
          for (const one of [...low, ...high]) {
            const place = 100 * one.value / top;
            if (place - last < 9) continue;
            last = place;
            const tick = make("i", "tick", fixed(one.value / 1e6, 1));
            tick.style.left = share(one.value);
            card.bar.append(tick);
          }
        };
        const move = (mark, card, value) => {
          mark.hidden = value === null;
          mark.style.display = value === null ? "none" : "";
          if (value !== null)
            mark.style.left = Math.min(100, Math.max(0, 100 * value / card.top)).toFixed(2) + "%";
        };

        const showStacks = data => {
          data.stacks.forEach((stack, index) => {
            const card = cards[index];
            if (!card) return;
            const measured = stack.applied_pressure_pa;
            const expected = stack.applied_pressure_expected_pa;
            reading(card.pressure, stack, "applied_pressure_pa",
              value => quantity(value, "pascal"));
            const rate = stack.applied_pressure_rate_pa_per_second;
            const first = data.cells[pack.stacks[index].first_cell - 1];
            const lies = first?.mechanical_channel === "distrusted";
            const verdict = "contradicts voltage and charge; not used for estimates · ";
            put(card.expected, (lies ? verdict : "") +
              "▼ expected " + quantity(expected, "pascal") +
              (Math.abs(rate) < 5000 ? "" : " · " + (rate > 0 ? "+" : "") + fixed(rate / 1e3, 1) +
                " kPa/s"));
            scale(card, Math.max(measured ?? 0, expected));
            move(card.measuredMark, card, measured);
            move(card.expectedMark, card, expected);
            card.bar.setAttribute("aria-label", "measured " + card.pressure.textContent + ", " +
              card.expected.textContent.replace("▼ ", ""));
            const inside = data.active_flags.filter(flag => flag.place === "stack " + (index + 1));
            card.element.className = "stack " + (worst(inside) ?? "");
            for (const { cell, row } of card.rows) showCell(data, cell, row);
            drawTrace(card.pressureTrace, card.pressures, 1e6, 2, " MPa", 2e5);
            drawTrace(card.chargeTrace, card.charges, 0.01, 1, " %", 0.02);
          });
        };
        const showCell = (data, number, row) => {
          const cell = data.cells[number - 1];
          const [name, charge, voltage, temperature, contact, interface_] = row.children;
          put(name, number + (cell.is_balancing ? " bleeds" : ""));
          percent(charge, cell.state_of_charge_ratio, cell.state_of_charge_deviation_ratio);
          charge.classList.toggle("doubtful", !cell.estimate_is_consistent);
          charge.title = cell.estimate_is_consistent ? ""
            : "The model does not explain the measurements well at the moment.";
          reading(voltage, cell, "cell_voltage_volt", value => fixed(value, 3) + " V");
          reading(temperature, cell, "cell_temperature_degree_celsius",
            value => fixed(value, 1) + " °C");
          percent(contact, cell.contact_fraction_ratio, cell.contact_fraction_deviation_ratio);
          put(interface_, fixed(cell.interface_resistance_ohm * 1e3, 1) + " mΩ");
          const own = data.active_flags.filter(flag => flag.place === "cell " + number);
          row.className = worst(own) ?? "";
        };
        const percent = (element, value, deviation) => {
          if (!element.firstChild) element.append("", make("small"), " %");
          const [text, small] = element.childNodes;
          const shown = fixed(value * 100, 1);
          if (text.data !== shown) text.data = shown;
          put(small, " ± " + fixed(deviation * 100, 1));
        };

        // Traces.
        const remember = data => {
          const now = performance.now();
          if (data.sequence < lastSequence) {
            // Another run has begun.
            times = [];
            for (const card of cards) { card.pressures = []; card.charges = []; }
          }
          lastSequence = data.sequence;
          if (now - lastPointAt < pointPeriod) return;
          lastPointAt = now;
          times.push(data.time_second);
          if (times.length > pointLimit) times.shift();
          cards.forEach((card, index) => {
            card.pressures.push(data.stacks[index].applied_pressure_pa);
            const all = card.rows.map(({ cell }) => data.cells[cell - 1].state_of_charge_ratio);
            card.charges.push(all.reduce((sum, one) => sum + one, 0) / Math.max(1, all.length));
            for (const list of [card.pressures, card.charges])
              if (list.length > pointLimit) list.shift();
          });
        };
        // `least` keeps noise from filling the height.
        const drawTrace = (trace, values, unit, places, suffix, least) => {
          const canvas = trace.canvas, ratio = window.devicePixelRatio || 1;
          const width = Math.round(canvas.clientWidth * ratio);
          const height = Math.round(canvas.clientHeight * ratio);
          if (canvas.width !== width || canvas.height !== height) {
            canvas.width = width;
            canvas.height = height;
          }
          const context = canvas.getContext("2d");
          context.clearRect(0, 0, width, height);
          const present = values.filter(value => value !== null);
          if (!present.length || times.length < 2) return;
          let low = Math.min(...present), high = Math.max(...present);
          put(trace.range, fixed(low / unit, places) + " … " + fixed(high / unit, places) +
            suffix + ", " + span(times[times.length - 1] - times[0]));
          const spread = Math.max(least, high - low);
          low = (low + high - spread) / 2 - spread * 0.08;
          high = low + spread * 1.16;
          const colors = getComputedStyle(document.documentElement);
          const start = times[0], length = Math.max(1e-3, times[times.length - 1] - start);
          const x = index => (times[index] - start) / length * (width - 4 * ratio) + ratio;
          const y = value => height - (value - low) / (high - low) * height;
          context.strokeStyle = colors.getPropertyValue("--line");
          context.lineWidth = ratio;
          context.strokeRect(0, 0, width, height);
          context.strokeStyle = context.fillStyle = colors.getPropertyValue("--trace");
          context.lineWidth = 1.6 * ratio;
          context.lineJoin = "round";
          context.beginPath();
          let isBroken = true;
          values.forEach((value, index) => {
            // What was missing leaves a gap.
            if (value === null) { isBroken = true; return; }
            if (isBroken) context.moveTo(x(index), y(value));
            else context.lineTo(x(index), y(value));
            isBroken = false;
          });
          context.stroke();
          const end = values.length - 1;
          if (values[end] === null) return;
          context.beginPath();
          context.arc(x(end), y(values[end]), 2.5 * ratio, 0, 7);
          context.fill();
        };

        setInterval(judge, 250);
        connect();
        """#
}
