import CellModel

/// A small seeded generator: xoshiro256** (Blackman and Vigna 2021, ACM Trans. Math. Softw. 47 36),
/// seeded through SplitMix64.
///
/// Every consumer takes a stream of its own by name, so adding one consumer does not change the
/// numbers of the others, and one seed is one run.
public struct RandomStream: Sendable {
    private var state: (UInt64, UInt64, UInt64, UInt64)
    private var spare: Double?

    /// The stream called `name` under a seed.
    public init(seed: UInt64, name: StaticString) {
        self.init(seed: seed, name: name.description, index: 0)
    }

    /// One of several streams of a name: one per cell, one per sensor.
    public init(seed: UInt64, name: String, index: Int) {
        var mixed = seed
        for byte in name.utf8 { mixed = (mixed ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        mixed ^= UInt64(index) &* 0x9E37_79B9_7F4A_7C15
        state = (
            Self.splitMix(&mixed), Self.splitMix(&mixed), Self.splitMix(&mixed),
            Self.splitMix(&mixed)
        )
    }

    private static func splitMix(_ seed: inout UInt64) -> UInt64 {
        seed &+= 0x9E37_79B9_7F4A_7C15
        var mixed = seed
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 64 uniform bits.
    public mutating func next() -> UInt64 {
        let scrambled = state.1 &* 5
        let result = (scrambled << 7 | scrambled >> 57) &* 9
        let shifted = state.1 << 17
        state.2 ^= state.0
        state.3 ^= state.1
        state.1 ^= state.2
        state.0 ^= state.3
        state.2 ^= shifted
        state.3 = state.3 << 45 | state.3 >> 19
        return result
    }

    /// A uniform number in [0, 1).
    public mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

    /// A uniform number in an interval.
    public mutating func uniform(_ lower: Double, _ upper: Double) -> Double {
        lower + (upper - lower) * uniform()
    }

    /// A standard normal number (Marsaglia's polar method; the second one of a pair is kept).
    public mutating func normal() -> Double {
        if let spare {
            self.spare = nil
            return spare
        }
        while true {
            let x = 2 * uniform() - 1
            let y = 2 * uniform() - 1
            let radius = x * x + y * y
            guard radius < 1, radius > 0 else { continue }
            let factor = (-2 * Double.log(radius) / radius).squareRoot()
            spare = y * factor
            return x * factor
        }
    }
}
