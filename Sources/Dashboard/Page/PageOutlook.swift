/// The page's script, the part between: what the pack can give and take, for how long, and what
/// has become of its cells.
enum PageOutlook {
    static let text = #"""
        // Puts texts into the rows of a table; a text with a newline goes on in small letters.
        const fill = (id, rows) => {
          const body = at(id).tBodies[0];
          while (body.rows.length > rows.length) body.deleteRow(-1);
          rows.forEach((row, index) => {
            const line = body.rows[index] ?? body.insertRow();
            row.forEach((text, column) => {
              const cell = line.cells[column] ?? line.insertCell();
              const [main, note] = text.split("\n");
              if (!cell.firstChild) cell.append("", make("small"));
              if (cell.firstChild.data !== main) cell.firstChild.data = main;
              put(cell.lastChild, note === undefined ? "" : " " + note);
            });
          });
        };
        const watts = value => value < 1000 ? fixed(value, value < 10 ? 2 : 1) + " W"
          : fixed(value / 1e3, 2) + " kW";
        const bounds = (data, name, unit, places, suffix) => {
          const value = data[name + "_" + unit];
          if (value === null) return "–";
          return fixed(value, places) + suffix + "\n" + fixed(data[name + "_low_" + unit], places) +
            " … " + fixed(data[name + "_high_" + unit], places);
        };
        const timeLeft = (data, name) => {
          const value = data[name + "_second"];
          if (value === null) return "–";
          return span(value) + "\n" + span(data[name + "_low_second"]) + " … " +
            span(data[name + "_high_second"]);
        };
        const showOutlook = data => {
          const outlook = data.outlook;
          at("outlook").hidden = outlook === null;
          if (outlook === null) return;
          fill("horizons", outlook.charge_limits.map((charge, index) => {
            const discharge = outlook.discharge_limits[index];
            return [charge.horizon_second + " s"].concat(...[charge, discharge].map(limit =>
              [fixed(limit.current_ampere, 3) + " A", watts(limit.power_watt), limit.reason]));
          }));
          fill("reserves", ["empty", "full"].map(end => [end,
            bounds(outlook, "energy_to_" + end, "watt_hour", 2, " Wh"),
            bounds(outlook, "charge_to_" + end, "ampere_hour", 3, " Ah"),
            timeLeft(outlook, "time_to_" + end)]));
          fill("health", [["capacity", Math.min], ["resistance", Math.max],
            ["interface", Math.max]].map(([name, worst]) => healthRow(data.cells, name, worst)));
        };
        const healthRow = (cells, name, worst) => {
          const seen = cells.filter(cell => cell[name + "_health_ratio"] !== null);
          const title = name + "\n" + seen.length + " of " + cells.length + " cells";
          if (!seen.length) return [title, "not observable", ""];
          const ratios = seen.map(cell => cell[name + "_health_ratio"]);
          const mean = ratios.reduce((sum, one) => sum + one, 0) / ratios.length;
          const value = worst(...ratios);
          const cell = seen[ratios.indexOf(value)];
          return [title, fixed(mean * 100, 1) + " %", fixed(value * 100, 1) + " %\n± " +
            fixed(cell[name + "_health_deviation_ratio"] * 100, 1) + ", cell " + cell.cell];
        };

        """#
}
