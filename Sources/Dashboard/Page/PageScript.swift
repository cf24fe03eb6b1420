/// The page's script, first part: receiving, and putting text into the skeleton. Text goes in as
/// text, never as markup.
enum PageScript {
    static let text = #"""
        "use strict";
        const at = id => document.getElementById(id);
        const make = (tag, className, text) => {
          const element = document.createElement(tag);
          if (className) element.className = className;
          if (text !== undefined) element.textContent = text;
          return element;
        };
        const put = (element, text) => {
          if (element.textContent !== text) element.textContent = text;
        };
        const words = name => name.replaceAll("_", " ");
        const fixed = (value, places) => {
          const text = value.toFixed(places);
          return (Number(text) === 0 ? text.replace("-", "") : text).replace("-", "−");
        };
        const pad = number => String(number).padStart(2, "0");
        const clock = seconds => {
          const tenths = Math.floor(seconds * 10 + 1e-6);
          const whole = Math.floor(tenths / 10);
          return pad(Math.floor(whole / 3600)) + ":" + pad(Math.floor(whole / 60) % 60) + ":" +
            pad(whole % 60) + "." + tenths % 10;
        };
        const span = seconds =>
          seconds < 120 ? Math.round(seconds) + " s"
          : seconds < 7200 ? Math.round(seconds / 60) + " min"
          : (seconds / 3600).toFixed(1) + " h";
        const quantity = (value, unit) => {
          switch (unit) {
          case "volt": return fixed(value, 3) + " V";
          case "degree_celsius": return fixed(value, 1) + " °C";
          case "kelvin": return fixed(value, 1) + " K";
          case "kelvin_per_second": return fixed(value, 2) + " K/s";
          case "ampere": return fixed(value, 3) + " A";
          case "pascal": return fixed(value / 1e6, 2) + " MPa";
          case "pascal_per_second": return fixed(value / 1e6, 3) + " MPa/s";
          default: return value ? "yes" : "no";
          }
        };
        // A reading that is not there says why, and never shows a number.
        const reading = (element, source, name, show) => {
          const value = source[name];
          const reason = source[name.replace(/_[^_]+$/, "") + "_missing_reason"] ??
            source[name.replace(/_degree_celsius$/, "") + "_missing_reason"];
          element.classList.toggle("missing", value === null);
          put(element, value === null ? "– " + words(reason ?? "missing") : show(value));
        };

        // Receiving.
        const staleAfter = 2000;
        let pack = null, latest = null, receivedAt = 0, hasEnded = false, isDrawn = true;
        const connect = () => {
          const source = new EventSource("/events");
          source.addEventListener("pack", event => { setUp(JSON.parse(event.data)); });
          source.addEventListener("snapshot", event => {
            latest = JSON.parse(event.data);
            receivedAt = performance.now();
            hasEnded = false;
            remember(latest);
            judge();
            schedule();
          });
          source.addEventListener("end", () => { hasEnded = true; judge(); });
          // The browser tries again by itself, except after an answer that is not a stream.
          source.addEventListener("error", () => {
            if (source.readyState === EventSource.CLOSED) setTimeout(connect, 3000);
          });
        };
        const schedule = () => {
          if (!isDrawn) return;
          isDrawn = false;
          requestAnimationFrame(() => {
            isDrawn = true;
            if (pack && latest) show(latest);
          });
        };

        // Old data must not look like new data.
        const judge = () => {
          const age = performance.now() - receivedAt;
          const isStale = latest === null ? performance.now() > staleAfter : age > staleAfter;
          const link = at("link"), banner = at("banner");
          const isLost = isStale || hasEnded;
          put(link, isLost ? (hasEnded ? "ended" : "no data") : latest ? "live" : "connecting");
          link.className = "pill " + (isLost ? "lost" : latest ? "live" : "");
          document.body.classList.toggle("stale", isLost && latest !== null);
          banner.hidden = !isLost;
          if (!isLost) return;
          const seconds = Math.floor(age / 1000);
          put(banner, latest === null ? "No data has arrived. Is the program running?"
            : hasEnded ? "The run has ended. What is shown is its last step."
            : "No new data for " + span(seconds) + ". What is shown is old.");
        };

        // Showing.
        const show = data => {
          put(at("clock"), clock(data.time_second));
          showState(data);
          showContactors(data.contactors);
          reading(at("current"), data, "current_ampere", value => fixed(value, 3) + " A");
          const current = data.current_ampere;
          put(at("current-note"), current === null ? "" : current > 0.005 ? "charging"
            : current < -0.005 ? "discharging" : "idle");
          reading(at("voltage"), data, "pack_voltage_volt", value => fixed(value, 2) + " V");
          reading(at("voltage-note"), data, "bus_voltage_volt",
            value => "bus " + fixed(value, 2) + " V");
          showLimit("charge-limit", data.charge_limit);
          showLimit("discharge-limit", data.discharge_limit);
          showOutlook(data);
          showFlags(data);
          showStacks(data);
          const losses = data.log_dropped_frames;
          put(at("counts"), "Step " + data.sequence + " · " + data.transfer_errors +
            " transfer errors · " + data.dropped_events + " events dropped" +
            (losses === null ? "" : " · " + losses + " log frames dropped") +
            (pack.program_version ? " · SolidBMS " + pack.program_version : ""));
        };
        const showState = data => {
          put(at("state"), data.state);
          at("state").className = "big state-" + data.state;
          const notes = [];
          if (data.emergency_stop_is_pressed) notes.push("emergency stop pressed");
          if (!data.interlock_is_closed) notes.push("interlock open");
          if (data.time_to_open_second > 0)
            notes.push("opens in " + fixed(data.time_to_open_second, 1) + " s");
          at("state-note").className = notes.length ? "alarm" : "";
          put(at("state-note"), notes.join(", ") || "interlock closed");
        };
        const showContactors = contactors => {
          const list = at("contactors");
          for (const name of Object.keys(contactors)) {
            let row = list.querySelector("[data-name=" + name + "]");
            if (!row) {
              row = make("li");
              row.dataset.name = name;
              row.append(make("span", "name", name), make("b"));
              list.append(row);
            }
            const { commanded_closed: commanded, reported_closed: reported } = contactors[name];
            const text = row.lastChild;
            put(text, (reported ? "● closed" : "○ open") +
              (commanded === reported ? "" : ", commanded " + (commanded ? "closed" : "open")));
            text.className = commanded !== reported ? "differs" : reported ? "closed" : "";
          }
        };
        const showLimit = (id, limit) => {
          put(at(id), limit ? fixed(limit.current_ampere, 3) + " A" : "–");
          put(at(id + "-note"), limit ? limit.reason : "");
        };
        const severity = ["operating", "warning", "safety"];
        const marks = { operating: "● notice", warning: "▲ warning", safety: "■ safety" };
        const worst = flags => severity.findLast(grade => flags.some(flag => flag.grade === grade));
        // One row for a diagnostic and grade, wherever it is raised, with its worst value.
        const grouped = flags => {
          const groups = [];
          for (const flag of flags) {
            const group = groups.find(one => one.diagnostic === flag.diagnostic &&
              one.grade === flag.grade);
            if (!group) {
              groups.push({ ...flag, places: [flag.place] });
              continue;
            }
            group.places.push(flag.place);
            group.time_second = Math.min(group.time_second, flag.time_second);
            const isWorse = flag.comparison === "above" ? flag.value > group.value
              : flag.value < group.value;
            if (isWorse) group.value = flag.value;
          }
          return groups.sort((one, other) =>
            severity.indexOf(other.grade) - severity.indexOf(one.grade) ||
            other.time_second - one.time_second);
        };
        // "cell 1", "cell 2", "cell 3" and "cell 5" as "cells 1–3, 5".
        const placeWords = places => {
          const [scope, first] = places[0].split(" ");
          if (places.length === 1 || !first) return places[0];
          const numbers = places.map(place => Number(place.split(" ")[1])).sort((a, b) => a - b);
          const ranges = [];
          for (const number of numbers) {
            const last = ranges[ranges.length - 1];
            if (last && last[1] === number - 1) last[1] = number;
            else ranges.push([number, number]);
          }
          return scope + "s " + ranges.map(([from, to]) =>
            from === to ? from : from + (to === from + 1 ? ", " : "–") + to).join(", ");
        };
        const showFlags = data => {
          const flags = grouped(data.active_flags);
          at("flags").className = worst(flags) ?? "none";
          const count = data.active_flags.length;
          put(at("flags-title"), "Active flags" + (count ? " (" + count + ")" : ""));
          const list = at("flag-list");
          const rows = flags.map(flag => {
            const item = make("li");
            const sign = flag.comparison === "above" ? " > " : " < ";
            const isSwitch = flag.unit === "yes_or_no";
            item.append(
              make("span", "grade " + flag.grade, marks[flag.grade]),
              make("span", "what", words(flag.diagnostic)),
              make("span", "where", placeWords(flag.places)),
              make("span", "value", isSwitch ? "" : quantity(flag.value, flag.unit) + sign +
                quantity(flag.threshold, flag.unit)),
              make("span", "when label", "at " + clock(flag.time_second) + ", for " +
                span(data.time_second - flag.time_second)));
            return item;
          });
          if (!rows.length) rows.push(make("li", "", "✓ none"));
          const isSame = rows.length === list.children.length &&
            rows.every((row, index) => row.isEqualNode(list.children[index]));
          if (!isSame) list.replaceChildren(...rows);
        };

        """#
}
