import Foundation

/// Sixteen hexadecimal digits.
func hexadecimal(_ value: UInt64) -> String { String(format: "%016llx", value) }
