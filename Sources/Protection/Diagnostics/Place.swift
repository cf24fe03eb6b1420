/// Where in the pack something is watched. Indices count from 0 inside, from 1 on screens.
@frozen
public struct Place: Hashable, Sendable {
    /// The kind of place. Raw values are stable: they are stored in logs.
    @frozen
    public enum Scope: UInt8, Sendable, CaseIterable {
        case cell = 0
        case stack = 1
        case pack = 2
        case system = 3
    }

    /// What kind of place it is.
    public let scope: Scope
    /// Which cell or stack, from 0; 0 for the pack and the system.
    public let index: UInt16

    /// The place of that name; indices count from 0.
    @inlinable public static func cell(_ index: Int) -> Place { Place(.cell, UInt16(index)) }
    @inlinable public static func stack(_ index: Int) -> Place { Place(.stack, UInt16(index)) }
    @inlinable public static var pack: Place { Place(.pack, 0) }
    @inlinable public static var system: Place { Place(.system, 0) }

    @inlinable
    public init(_ scope: Scope, _ index: UInt16) {
        self.scope = scope
        self.index = index
    }
}
