/// The outlines of markers, which tell series apart without colour.
enum MarkerShape: Int, CaseIterable {
    case circle
    case square
    case triangle
    case diamond
    case pointingDown
    case cross

    /// A closed path around a place, of about the same area for each shape.
    func path(x: Double, y: Double) -> String {
        let corners: [(Double, Double)]
        switch self {
        case .circle:
            let left = Number.coordinate(x - 4)
            return "M\(left) \(Number.coordinate(y))a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"
        case .square: corners = [(-3.6, -3.6), (3.6, -3.6), (3.6, 3.6), (-3.6, 3.6)]
        case .triangle: corners = [(0, -4.9), (4.6, 3.3), (-4.6, 3.3)]
        case .diamond: corners = [(0, -5.2), (5.2, 0), (0, 5.2), (-5.2, 0)]
        case .pointingDown: corners = [(0, 4.9), (4.6, -3.3), (-4.6, -3.3)]
        case .cross:
            corners = [
                (-1.8, -5), (1.8, -5), (1.8, -1.8), (5, -1.8), (5, 1.8), (1.8, 1.8), (1.8, 5),
                (-1.8, 5), (-1.8, 1.8), (-5, 1.8), (-5, -1.8), (-1.8, -1.8),
            ]
        }
        let spots = corners.map { Number.coordinate(x + $0.0) + " " + Number.coordinate(y + $0.1) }
        return "M" + spots.joined(separator: "L") + "z"
    }
}
