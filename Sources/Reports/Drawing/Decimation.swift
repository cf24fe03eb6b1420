/// Fewer points that draw the same picture.
enum Decimation {
    /// Of the points that follow each other within one column of pixels, the first, the highest,
    /// the lowest and the last, in their order. No extreme is lost, for a column is one pixel wide.
    static func columns(_ spots: [Spot]) -> [Spot] {
        var kept: [Spot] = []
        var start = 0
        while start < spots.count {
            let column = spots[start].x.rounded(.down)
            var least = start
            var greatest = start
            var end = start
            while end < spots.count, spots[end].x.rounded(.down) == column {
                if spots[end].y < spots[least].y { least = end }
                if spots[end].y > spots[greatest].y { greatest = end }
                end += 1
            }
            var previous = -1
            for index in [start, min(least, greatest), max(least, greatest), end - 1]
            where index > previous {
                kept.append(spots[index])
                previous = index
            }
            start = end
        }
        return kept
    }

    /// One of all the points that fall into the same square pixel, the first.
    static func pixels(_ spots: [Spot]) -> [Int] {
        var taken: Set<[Int]> = []
        return spots.indices.filter { index in
            let spot = spots[index]
            return taken.insert([Int(spot.x.rounded()), Int(spot.y.rounded())]).inserted
        }
    }
}
