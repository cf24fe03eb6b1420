public import Control
import Estimation
import Protection
import Quantities

/// A 64-bit digest of everything the loop said, step by step: the same inputs give the same hash.
///
/// Multiply-and-rotate over the bit patterns; a fingerprint to compare runs by, not a signature.
public struct TraceHash: Sendable, Equatable {
    /// The digest so far.
    public private(set) var value: UInt64 = 0xCBF2_9CE4_8422_2325

    public init() {}

    /// Takes one step.
    public mutating func add(_ snapshot: borrowing Snapshot) {
        add(UInt64(bitPattern: snapshot.now.nanoseconds))
        add(
            UInt64(snapshot.state.rawValue) | UInt64(snapshot.commanded.rawValue) << 8
                | UInt64(snapshot.feedback.rawValue) << 16 | snapshot.transferErrors << 24)
        add(snapshot.current)
        add(snapshot.busVoltage)
        add(snapshot.packVoltage)
        for cell in snapshot.cells.indices {
            add(snapshot.cells[cell].voltage)
            switch snapshot.cells[cell].temperature {
            case .valid(let value, _): add(value.kelvins.bitPattern)
            case .missing(let reason): add(UInt64(reason.rawValue))
            }
            add(snapshot.cells[cell].estimate.stateOfCharge.bitPattern)
            add(snapshot.cells[cell].estimate.stateOfChargeDeviation.bitPattern)
            add(snapshot.cells[cell].estimate.contactFraction.bitPattern)
            add(snapshot.cells[cell].estimate.interfaceResistance.bitPattern)
        }
        for stack in snapshot.stacks.indices {
            add(snapshot.stacks[stack].pressure)
            add(snapshot.stacks[stack].pressureExpected.si.bitPattern)
        }
        for event in snapshot.events {
            add(
                UInt64(event.diagnostic.rawValue) | UInt64(event.grade.rawValue) << 16
                    | UInt64(event.kind.rawValue) << 24 | UInt64(event.place.index) << 32)
            add(event.value.bitPattern)
        }
    }

    private mutating func add<Value: Quantity>(_ reading: Reading<Value>) {
        switch reading {
        case .valid(let value, let age):
            add(value.si.bitPattern)
            add(UInt64(bitPattern: age.inNanoseconds))
        case .missing(let reason):
            add(UInt64(reason.rawValue))
        }
    }

    private mutating func add(_ bits: UInt64) {
        let mixed = (value ^ bits) &* 0x9E37_79B9_7F4A_7C15
        value = mixed << 23 | mixed >> 41
    }
}
