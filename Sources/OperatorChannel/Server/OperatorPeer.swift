import Glibc

/// Who is at the other end of a connection, as the kernel recorded it when the connection was made.
public struct OperatorPeer: Sendable, Equatable {
    /// The process, for messages; it may have ended since.
    public let process: Int32
    /// The effective user.
    public let user: UInt32
    /// The effective group and the supplementary groups.
    public let groups: [UInt32]

    /// A peer as it is known.
    public init(process: Int32, user: UInt32, groups: [UInt32]) {
        self.process = process
        self.user = user
        self.groups = groups
    }

    /// Asks the kernel; `nil` when it does not say, and then nobody may command.
    init?(of connection: Descriptor) {
        // struct ucred of unix(7): process, user, group, 32 bits each.
        var credentials: [UInt32] = [0, 0, 0]
        var size = socklen_t(credentials.count * MemoryLayout<UInt32>.size)
        let returned = getsockopt(
            connection.number, SOL_SOCKET, SO_PEERCRED, &credentials, &size)
        guard returned == 0, size == socklen_t(12) else { return nil }
        process = Int32(bitPattern: credentials[0])
        user = credentials[1]
        groups = [credentials[2]] + Self.supplementaryGroups(of: connection)
    }

    /// Whether requests of this peer are carried out: root, the daemon's own user, and members of
    /// the socket's group.
    ///
    /// - Parameters:
    ///   - daemonUser: The user the daemon runs as.
    ///   - socketGroup: The group that the socket's file belongs to.
    public func mayCommand(daemonUser: UInt32, socketGroup: UInt32) -> Bool {
        user == 0 || user == daemonUser || groups.contains(socketGroup)
    }

    /// Kernels before 4.13 do not say; the effective group then decides alone.
    private static func supplementaryGroups(of connection: Descriptor) -> [UInt32] {
        var count = 64
        // Twice at most: the kernel says how much room it needs.
        for _ in 0..<2 {
            var groups = [UInt32](repeating: 0, count: count)
            var size = socklen_t(count * MemoryLayout<UInt32>.size)
            let returned = getsockopt(
                connection.number, SOL_SOCKET, SO_PEERGROUPS, &groups, &size)
            let known = min(Int(size) / MemoryLayout<UInt32>.size, 1 << 16)
            if returned == 0 { return Array(groups.prefix(known)) }
            guard errno == ERANGE else { return [] }
            count = known
        }
        return []
    }
}
