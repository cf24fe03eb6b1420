/// The rectangle that data are drawn in, and the cutting of lines and areas to it.
struct PlotArea {
    let left: Double
    let top: Double
    let right: Double
    let bottom: Double

    var width: Double { right - left }
    var height: Double { bottom - top }

    func contains(_ spot: Spot) -> Bool {
        spot.x >= left - 1e-6 && spot.x <= right + 1e-6 && spot.y >= top - 1e-6
            && spot.y <= bottom + 1e-6
    }

    /// The parts of a line that lie inside, in order.
    func clip(line: [Spot]) -> [[Spot]] {
        if line.count == 1, contains(line[0]) { return [line] }
        var parts: [[Spot]] = []
        var part: [Spot] = []
        for (from, to) in zip(line, line.dropFirst()) {
            guard let (start, end) = clip(from, to) else {
                if !part.isEmpty { parts.append(part) }
                part = []
                continue
            }
            if part.last != start {
                if !part.isEmpty { parts.append(part) }
                part = [start]
            }
            part.append(end)
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }

    /// The part of a straight line that lies inside: Liang and Barsky, ACM Trans. Graph. 3 (1984)
    /// 1. The line is entered at the last of its four crossings inwards and left at the first
    /// outwards.
    private func clip(_ from: Spot, _ to: Spot) -> (Spot, Spot)? {
        let (dx, dy) = (to.x - from.x, to.y - from.y)
        var (entry, exit) = (0.0, 1.0)
        for (direction, distance) in [
            (-dx, from.x - left), (dx, right - from.x), (-dy, from.y - top), (dy, bottom - from.y),
        ] {
            if direction == 0 {
                if distance < 0 { return nil }
            } else if direction < 0 {
                entry = max(entry, distance / direction)
            } else {
                exit = min(exit, distance / direction)
            }
        }
        guard entry <= exit else { return nil }
        func spot(_ share: Double) -> Spot { Spot(x: from.x + share * dx, y: from.y + share * dy) }
        return (entry == 0 ? from : spot(entry), exit == 1 ? to : spot(exit))
    }

    /// The part of a polygon that lies inside, cut at one edge of the rectangle after the other:
    /// Sutherland and Hodgman, Comm. ACM 17 (1974) 32.
    func clip(polygon: [Spot]) -> [Spot] {
        var result = polygon
        for (edge, isVertical, keepsGreater) in [
            (left, true, true), (right, true, false), (top, false, true), (bottom, false, false),
        ] {
            let corners = result
            guard var previous = corners.last else { return [] }
            result = []
            func depth(_ spot: Spot) -> Double {
                ((isVertical ? spot.x : spot.y) - edge) * (keepsGreater ? 1 : -1)
            }
            for corner in corners {
                let (before, now) = (depth(previous), depth(corner))
                if (before < 0) != (now < 0) {
                    let share = before / (before - now)
                    result.append(
                        Spot(
                            x: previous.x + share * (corner.x - previous.x),
                            y: previous.y + share * (corner.y - previous.y)))
                }
                if now >= 0 { result.append(corner) }
                previous = corner
            }
        }
        return result
    }
}
