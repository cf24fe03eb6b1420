import CellModel

/// y = a xⁿ through points, by least squares of the logarithms.
enum PowerLawFit {
    /// n; not-a-number unless there are two different positive arguments.
    static func exponent(_ points: [(x: Double, y: Double)]) -> Double {
        let logs = points.map { (x: Double.log($0.x), y: Double.log($0.y)) }
        let count = Double(logs.count)
        let meanX = logs.reduce(0) { $0 + $1.x } / count
        let meanY = logs.reduce(0) { $0 + $1.y } / count
        let covariance = logs.reduce(0) { $0 + ($1.x - meanX) * ($1.y - meanY) }
        let variance = logs.reduce(0) { $0 + ($1.x - meanX) * ($1.x - meanX) }
        return covariance / variance
    }

    /// Arguments in equal ratios, both ends included.
    static func sweep(from first: Double, to last: Double, count: Int = 9) -> [Double] {
        let ratio = Double.log(last / first) / Double(count - 1)
        return (0..<count).map { first * Double.exp(ratio * Double($0)) }
    }
}
