/// A place in a drawing, in pixels from the upper left corner.
struct Spot: Equatable {
    var x: Double
    var y: Double
}
