extension OpenCircuitVoltage {
    /// Points over the state of charge at which plateaus are looked for.
    private static let plateauSamples = 101
    /// σ by which a curve may be off and still be called the same, V: a fit, a sensor, a branch.
    private static let indistinct = 0.02
    /// Distance that the slope of any cell leaves open, 1: a curve of 0.35 V over its whole charge.
    private static let slopeDistance = 0.06
    /// Part of that distance that counts as a σ. Half: voltages are often closer than that to
    /// their curve, and a cell found full by its knee must not be lost again on the way to it.
    private static let plateauShare = 0.5

    /// For each state of charge z how far away, root mean square, all charges are whose voltage is
    /// as good as U(z), each weighed by exp(−(ΔU)² / 2σ²); less what a slope leaves open too.
    static func plateau(of voltage: UniformTable) -> UniformTable {
        let step = 1 / Double(plateauSamples - 1)
        let levels = (0..<plateauSamples).map { voltage.value(at: Double($0) * step).value }
        return UniformTable(
            levels.indices.map { here in
                var total = 0.0
                var squares = 0.0
                for other in levels.indices {
                    let ratio = (levels[other] - levels[here]) / indistinct
                    let weight = Double.exp(ratio * ratio * -0.5)
                    let distance = Double(other - here) * step
                    total += weight
                    squares += weight * distance * distance
                }
                let excess = squares / total - slopeDistance * slopeDistance
                return Swift.max(excess, 0).squareRoot() * plateauShare
            })
    }
}
