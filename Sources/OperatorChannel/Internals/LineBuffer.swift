/// Bytes from a client until they are a line; never more than one line's worth.
struct LineBuffer {
    /// What is at the front.
    enum Line: Equatable {
        case text(String)
        /// More bytes than a line has, and no end in sight.
        case tooLong
    }

    /// A request, and the two bytes that may end it.
    static let capacity = OperatorProtocol.requestLengthLimit + 2

    private var bytes: [UInt8] = []

    /// Whether ``next()`` has something to give.
    var hasLine: Bool { room == 0 || bytes.contains(10) }

    /// How many more bytes fit.
    var room: Int { Self.capacity - bytes.count }

    /// Takes what came; at most ``room`` bytes.
    mutating func append(_ new: some Collection<UInt8>) {
        precondition(new.count <= room, "A line buffer takes what it has room for.")
        bytes.append(contentsOf: new)
    }

    /// Whether the line at the front is an order to open, in whatever form.
    var beginsWithOpen: Bool {
        var copy = self
        guard case .text(let text) = copy.next() else { return false }
        do throws(OperatorLineProblem) {
            return try OperatorCall(line: text).request == .open
        } catch { return false }
    }

    /// Takes the line at the front, without its end; `nil` while it has none.
    mutating func next() -> Line? {
        guard let end = bytes.firstIndex(of: 10) else {
            guard room == 0 else { return nil }
            bytes = []
            return .tooLong
        }
        var line = bytes[..<end]
        if line.last == 13 { line.removeLast() }
        let text = String(decoding: line, as: UTF8.self)
        bytes.removeSubrange(...end)
        return .text(text)
    }
}
