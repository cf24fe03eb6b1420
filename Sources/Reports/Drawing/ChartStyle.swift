/// How charts look: sizes, and the style sheet.
enum ChartStyle {
    static let textSize = 12.0
    static let labelSize = 13.0
    static let titleSize = 15.0
    static let hueCount = 6

    /// Dash patterns by the place of a line among the lines: the first is solid.
    static let dashes = ["", "8 4", "2 3", "10 3 2 3", "5 2", "12 3 2 3 2 3"]

    /// Colours are given to classes and not to variables, so that programs that know no variables
    /// draw them too. The hues are those of Okabe and Ito (2008), which people with any kind of
    /// colour vision tell apart, darkened on white and lightened on black until each keeps a
    /// contrast of 3 : 1 to its ground.
    static let text = """
        .chart { font-family: system-ui, "Segoe UI", Roboto, "DejaVu Sans", sans-serif;
          font-size: 12px; color: #15191f; }
        .chart text { fill: currentColor; }
        .chart .title { font-size: 15px; font-weight: 600; }
        .chart .heading { font-size: 13px; }
        .chart .ground { fill: #ffffff; }
        .chart .soft { color: #565f6c; }
        .chart .grid { stroke: #e3e6eb; stroke-width: 1; fill: none; }
        .chart .axis { stroke: #565f6c; stroke-width: 1; fill: none; }
        .chart .reference { stroke: #565f6c; stroke-width: 1.2; stroke-dasharray: 6 3; }
        .chart .halo { paint-order: stroke; stroke: #ffffff; stroke-width: 4px;
          stroke-linejoin: round; }
        .chart .line { stroke: currentColor; fill: none; stroke-width: 1.9;
          stroke-linejoin: round; stroke-linecap: butt; }
        .chart .dense { stroke-width: 1; }
        .chart .mark { stroke: currentColor; stroke-width: 1.7; }
        .chart .hollow { fill: #ffffff; }
        .chart .solid { fill: currentColor; }
        .chart .error { stroke: currentColor; stroke-width: 1.3; fill: none; }
        .chart .area { fill: currentColor; fill-opacity: 0.22; stroke: none; }
        .chart .tint { fill: currentColor; fill-opacity: 0.25; stroke: currentColor;
          stroke-width: 1.4; }
        .chart .outline { fill: none; stroke: currentColor; stroke-width: 1.4; }
        .chart .hue0 { color: #0072b2; } .chart .hue1 { color: #c8500a; }
        .chart .hue2 { color: #00805e; } .chart .hue3 { color: #a9468a; }
        .chart .hue4 { color: #8a6a00; } .chart .hue5 { color: #4b4f58; }
        @media screen and (prefers-color-scheme: dark) {
          .chart { color: #eef1f5; }
          .chart .ground, .chart .hollow { fill: #1a2027; }
          .chart .halo { stroke: #1a2027; }
          .chart .soft { color: #a3adba; }
          .chart .grid { stroke: #303944; }
          .chart .axis, .chart .reference { stroke: #a3adba; }
          .chart .hue0 { color: #56b4e9; } .chart .hue1 { color: #ff9a4d; }
          .chart .hue2 { color: #2fc796; } .chart .hue3 { color: #e792c3; }
          .chart .hue4 { color: #f0d24a; } .chart .hue5 { color: #c3cad6; }
        }
        """
}
