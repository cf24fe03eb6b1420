/// The name under which a browser reached the dashboard.
///
/// A hostile page can make its own name resolve to 127.0.0.1 and then read from here as if it were
/// its own server (DNS rebinding). Its name then stands in the Host header, so only the names of
/// the loopback are answered. Any port is, because ssh forwards from another.
enum HostName {
    static func isLoopback(_ header: String) -> Bool {
        let names = ["localhost", "127.0.0.1", "[::1]"]
        let text = header.lowercased()
        for name in names where text.hasPrefix(name) {
            let rest = text.dropFirst(name.count)
            if rest.isEmpty { return true }
            guard rest.first == ":" else { continue }
            let port = rest.dropFirst()
            return (1...5).contains(port.count) && port.allSatisfy { ("0"..."9").contains($0) }
        }
        return false
    }
}
