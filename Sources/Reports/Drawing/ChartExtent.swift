/// The least and the greatest value a chart has to show along one axis.
struct ChartExtent {
    private(set) var low = Double.infinity
    private(set) var high = -Double.infinity

    var isEmpty: Bool { low > high }

    mutating func include(_ value: Double, _ scale: Axis.Scale) {
        guard AxisMap.canShow(value, scale) else { return }
        low = min(low, value)
        high = max(high, value)
    }

    /// The divisions of the axis. Along x the axis ends with the data, with some room where there
    /// are markers; along y it ends with a division.
    func ticks(for axis: Axis, rounds: Bool, hasMarkers: Bool) -> Ticks {
        if let range = axis.range {
            return .automatic(
                low: range.lowerBound, high: range.upperBound, scale: axis.scale, rounds: false)
        }
        switch axis.scale {
        case .linear:
            let (low, high) = isEmpty ? (0, 1) : (low, high)
            let room = hasMarkers && !rounds ? (high - low) * 0.04 : 0
            return .automatic(low: low - room, high: high + room, scale: .linear, rounds: rounds)
        case .logarithmic:
            let (low, high) = isEmpty ? (1, 10) : (low, high)
            // The 32nd root of the ratio: 3 % of the axis' length at either end.
            let ratio = (high / low).squareRoot().squareRoot().squareRoot().squareRoot()
                .squareRoot()
            let room = hasMarkers && !rounds ? ratio : 1
            return .automatic(
                low: low / room, high: high * room, scale: .logarithmic, rounds: rounds)
        }
    }

    /// What a chart needs along x and along y.
    static func ofChart(_ chart: Chart) -> (x: ChartExtent, y: ChartExtent) {
        var extents = (x: ChartExtent(), y: ChartExtent())
        let (xScale, yScale) = (chart.xAxis.scale, chart.yAxis.scale)
        for series in chart.series {
            switch series.shape {
            case .line(let points), .points(let points, _), .band(let points):
                for point in points
                where AxisMap.canShow(point.x, xScale) && AxisMap.canShow(point.y, yScale) {
                    extents.x.include(point.x, xScale)
                    for y in [point.y, point.low ?? point.y, point.high ?? point.y] {
                        extents.y.include(y, yScale)
                    }
                }
            case .bars(let bars):
                extents.y.include(0, yScale)
                for bar in bars { extents.y.include(bar.value, yScale) }
            }
        }
        for reference in chart.references {
            switch reference.direction {
            case .horizontal: extents.y.include(reference.value, yScale)
            case .vertical: extents.x.include(reference.value, xScale)
            }
        }
        return extents
    }
}
