import CellModel

// The mechanical channel of every stack, watched by a guard over shadows of its cells.

extension PackEstimator {
    /// Makes sure that the filters of a measured stack have shadows which have not seen its
    /// pressure. Before the first pressure a filter is its own shadow.
    mutating func wakeShadows() {
        guard settings.usesPressure else { return }
        for cell in 0..<cellCount where !shadows[cell].isAwake && loads[cell].stiffness != 0 {
            guard let pressure = stackPressures[stackOfCell[cell]], pressure.magnitude < 1e9
            else { continue }
            shadows[cell].follow(filters[cell])
        }
    }

    /// Steps the shadows that are due, judges every stack, and lets the filters of a stack follow
    /// its verdict: after the step of the filters, so that they and their shadows know the same.
    mutating func judgeChannels(interval: Double) {
        for cell in 0..<cellCount where shadows[cell].isAwake {
            guard shadows[cell].hear(inputs[cell], interval: interval) else { continue }
            advanceShadow(cell)
        }
        for stack in 0..<stackCount {
            let reading = settings.usesPressure ? stackPressures[stack] : nil
            let change = guards[stack].judge(
                reading: reading, settings: settings, interval: interval)
            guard change != .none else { continue }
            for cell in 0..<cellCount where stackOfCell[cell] == stack && shadows[cell].isAwake {
                if change == .lost {
                    // The shadow catches up with the last second first.
                    advanceShadow(cell)
                    let variance = filters[cell].covariance[0, 0]
                    filters[cell] = shadows[cell].filter
                    // A shadow does not respect plateaus; the filter did.
                    filters[cell].covariance[0, 0] = max(
                        filters[cell].covariance[0, 0], variance)
                }
                designs[cell].read { design in
                    filters[cell].forgetPressureBias(parameters: design, load: loads[cell])
                }
            }
        }
    }

    private mutating func advanceShadow(_ cell: Int) {
        let settings = settings
        designs[cell].read { design in
            guards[stackOfCell[cell]].hear(
                shadows[cell].advance(
                    parameters: design, settings: settings, load: loads[cell]))
        }
    }

    /// What the estimate of a cell says of its channel.
    func mechanicalChannel(cell: Int) -> MechanicalChannel {
        shadows[cell].isAwake ? guards[stackOfCell[cell]].trust.channel : .notMeasured
    }

    /// What the readings say of the channel of a stack: how much likelier it is to be honest than
    /// it was before any reading; 1 before any.
    public func mechanicalEvidence(stack: Int) -> Double { guards[stack].trust.evidence }
}
