import CellModel

/// A sphere of radius 1 cut into shells, and the modes in which lithium evens out between them.
///
/// Finite volumes turn ∂x/∂t = (1/r²) ∂/∂r (r² ∂x/∂r) into dx/dt = A x with one row per shell. A is
/// symmetric in the volumes, so it has real modes: in them every shell equation is one decay, which
/// ``CathodeParticle`` follows exactly over any step. That replaces the step-by-step solution of a
/// tridiagonal system and its error in time; what remains is the error of the shells, which falls
/// with their number squared.
///
/// Faces lie at (1 − e^(−b s)) / (1 − e^(−b)) with s in equal parts: shells get thinner towards the
/// surface, where a change of current arrives first. Fluxes between shells are scaled such that a
/// parabola, the profile of constant current (Crank 1975, The Mathematics of Diffusion, eq. 6.45),
/// is met exactly: the steady lag of the surface has no error whatever the number of shells.
final class ParticleModes<let shellCount: Int>: Sendable {
    /// Decay of each mode over D t/r²; the first, the mean, does not decay.
    let decays: InlineArray<shellCount, Double>
    /// What each mode adds to the outermost shell in steady state, per rate of change of the mean
    /// and per r²/D.
    let gains: InlineArray<shellCount, Double>
    /// The lead of the surface over the outermost shell, in the same measure.
    let skinGain: Double

    /// - Parameter grading: b, > 0: how much thinner the outer shells are.
    init(grading: Double = 3.5) {
        precondition(shellCount >= 2 && grading > 0, "A sphere needs two shells or more.")
        let count = shellCount
        let depth = 1 - Double.exp(-grading)
        var faces = [0.0]
        // Volumes as parts of the sphere, and the means of r² over each.
        var volumes: [Double] = []
        var squares: [Double] = []
        for shell in 1...count {
            let part = Double(shell) / Double(count)
            let inner: Double = faces[shell - 1]
            let outer: Double = (1 - Double.exp(-grading * part)) / depth
            let innerCube: Double = inner * inner * inner
            let outerCube: Double = outer * outer * outer
            let fifths: Double = outerCube * outer * outer - innerCube * inner * inner
            let volume = outerCube - innerCube
            faces.append(outer)
            volumes.append(volume)
            squares.append(0.6 * fifths / volume)
        }
        var matrix = SymmetricMatrix(count: count)
        for face in 1..<count {
            let r = faces[face]
            // Face area 3 r² (of a unit sphere's volume) times the gradient 2 r of r².
            let distance: Double = squares[face] - squares[face - 1]
            let exchange: Double = 6 * r * r * r / distance
            matrix[face - 1, face - 1] += exchange / volumes[face - 1]
            matrix[face, face] += exchange / volumes[face]
            let product: Double = volumes[face - 1] * volumes[face]
            let shared = -exchange / product.squareRoot()
            matrix[face - 1, face] = shared
            matrix[face, face - 1] = shared
        }
        let modes = matrix.diagonalised()
        let last = count - 1
        var decays = InlineArray<shellCount, Double>(repeating: 0)
        var gains = InlineArray<shellCount, Double>(repeating: 0)
        var mean = 0
        for mode in 1..<count where modes.values[mode] < modes.values[mean] { mean = mode }
        for mode in 0..<count where mode != mean {
            let slot = mode < mean ? mode + 1 : mode
            let share = modes.vectors[last, mode]
            decays[slot] = modes.values[mode]
            gains[slot] = share * share / (volumes[last] * modes.values[mode])
        }
        self.decays = decays
        self.gains = gains
        skinGain = (1 - squares[last]) / 6
    }

    /// What a step leaves of each mode, and what each gains of its steady state.
    ///
    /// - Parameter number: D Δt/r².
    func prepare(
        number: Double, remains: inout InlineArray<shellCount, Double>,
        gains: inout InlineArray<shellCount, Double>
    ) {
        for mode in 0..<shellCount {
            let remain = Double.exp(-decays[mode] * number)
            remains[mode] = remain
            gains[mode] = self.gains[mode] * (1 - remain)
        }
    }
}
