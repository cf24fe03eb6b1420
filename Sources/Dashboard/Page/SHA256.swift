/// The SHA-256 digest (FIPS 180-4, §6.2), with which the page's policy names its own script and
/// style and so forbids every other. Run once, at the start.
enum SHA256 {
    /// The digest of the text's UTF-8, in base 64 with padding.
    static func base64(of text: String) -> String {
        base64(digest(Array(text.utf8)))
    }

    static func digest(_ message: [UInt8]) -> [UInt8] {
        // §5.1.1: a one bit, zeros, and the length in bits, to a multiple of 64 bytes.
        var bytes = message
        bytes.append(0x80)
        while bytes.count % 64 != 56 { bytes.append(0) }
        let bitCount = UInt64(message.count) * 8
        for shift in stride(from: UInt64(56), through: 0, by: -8) {
            bytes.append(UInt8(truncatingIfNeeded: bitCount >> shift))
        }
        var hash = initialHash
        for block in stride(from: 0, to: bytes.count, by: 64) {
            compress(bytes[block..<(block + 64)], into: &hash)
        }
        return hash.flatMap { word in
            [UInt32(24), 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    /// §6.2.2, in its letters: W the message schedule, a to h the working variables.
    private static func compress(_ block: ArraySlice<UInt8>, into hash: inout [UInt32]) {
        var w: [UInt32] = stride(from: block.startIndex, to: block.endIndex, by: 4).map { at in
            block[at..<(at + 4)].reduce(0) { $0 << 8 | UInt32($1) }
        }
        for t in 16..<64 {
            let s0 = rotated(w[t - 15], 7) ^ rotated(w[t - 15], 18) ^ (w[t - 15] >> 3)
            let s1 = rotated(w[t - 2], 17) ^ rotated(w[t - 2], 19) ^ (w[t - 2] >> 10)
            w.append(s1 &+ w[t - 7] &+ s0 &+ w[t - 16])
        }
        var v = hash
        for t in 0..<64 {
            let (a, b, c, e, f, g, h) = (v[0], v[1], v[2], v[4], v[5], v[6], v[7])
            let sum1 = rotated(e, 6) ^ rotated(e, 11) ^ rotated(e, 25)
            let t1 = h &+ sum1 &+ ((e & f) ^ (~e & g)) &+ constants[t] &+ w[t]
            let sum0 = rotated(a, 2) ^ rotated(a, 13) ^ rotated(a, 22)
            let t2 = sum0 &+ ((a & b) ^ (a & c) ^ (b & c))
            v = [t1 &+ t2, a, b, c, v[3] &+ t1, e, f, g]
        }
        for index in 0..<8 { hash[index] = hash[index] &+ v[index] }
    }

    private static func rotated(_ word: UInt32, _ count: UInt32) -> UInt32 {
        word >> count | word << (32 - count)
    }

    private static func base64(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
        var text = ""
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let word = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
            for digit in 0...group.count { text.append(alphabet[word >> (18 - 6 * digit) & 63]) }
            text += String(repeating: "=", count: 3 - group.count)
        }
        return text
    }

    /// §5.3.3.
    private static let initialHash: [UInt32] = [
        0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c,
        0x1f83_d9ab, 0x5be0_cd19,
    ]

    /// §4.2.2.
    private static let constants: [UInt32] = [
        0x428a_2f98, 0x7137_4491, 0xb5c0_fbcf, 0xe9b5_dba5, 0x3956_c25b, 0x59f1_11f1,
        0x923f_82a4, 0xab1c_5ed5, 0xd807_aa98, 0x1283_5b01, 0x2431_85be, 0x550c_7dc3,
        0x72be_5d74, 0x80de_b1fe, 0x9bdc_06a7, 0xc19b_f174, 0xe49b_69c1, 0xefbe_4786,
        0x0fc1_9dc6, 0x240c_a1cc, 0x2de9_2c6f, 0x4a74_84aa, 0x5cb0_a9dc, 0x76f9_88da,
        0x983e_5152, 0xa831_c66d, 0xb003_27c8, 0xbf59_7fc7, 0xc6e0_0bf3, 0xd5a7_9147,
        0x06ca_6351, 0x1429_2967, 0x27b7_0a85, 0x2e1b_2138, 0x4d2c_6dfc, 0x5338_0d13,
        0x650a_7354, 0x766a_0abb, 0x81c2_c92e, 0x9272_2c85, 0xa2bf_e8a1, 0xa81a_664b,
        0xc24b_8b70, 0xc76c_51a3, 0xd192_e819, 0xd699_0624, 0xf40e_3585, 0x106a_a070,
        0x19a4_c116, 0x1e37_6c08, 0x2748_774c, 0x34b0_bcb5, 0x391c_0cb3, 0x4ed8_aa4a,
        0x5b9c_ca4f, 0x682e_6ff3, 0x748f_82ee, 0x78a5_636f, 0x84c8_7814, 0x8cc7_0208,
        0x90be_fffa, 0xa450_6ceb, 0xbef9_a3f7, 0xc671_78f2,
    ]
}
