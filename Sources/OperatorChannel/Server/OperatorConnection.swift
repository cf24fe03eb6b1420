import Glibc

/// One client: at most one line of input, one request at work, one reply on its way. An order to
/// open does not wait behind the request at work: it ends that request's wait.
final class OperatorConnection {
    let socket: Descriptor
    private let peer: OperatorPeer
    private let patience: Duration
    private var input = LineBuffer()
    private var output: [UInt8] = []
    private var sentCount = 0
    private var task: (any PendingReply)?
    /// Whether the request at work is an order to open.
    private var isOpening = false
    /// Whether only an order to open is taken.
    private let isReserve: Bool
    /// When the client must have done its part.
    private(set) var deadline: MonotonicTime
    /// Nothing more is read; what is to be sent is sent.
    private var isLast = false
    /// To be dropped.
    private(set) var isOver = false

    /// - Parameter isReserve: Whether it takes an order to open and nothing else.
    init(
        _ socket: Descriptor, peer: OperatorPeer, patience: Duration, isReserve: Bool = false,
        now: MonotonicTime
    ) {
        self.socket = socket
        self.isReserve = isReserve
        self.peer = peer
        self.patience = patience
        deadline = now + patience
    }

    /// What the kernel is to report; errors and hang-ups it reports anyway.
    var awaitedEvents: Int16 {
        if !output.isEmpty { return Int16(POLLOUT) }
        if isAtWork && input.hasLine { return 0 }
        return isLast ? 0 : Int16(POLLIN)
    }

    /// Whether a reply is being waited for.
    var isAtWork: Bool { task != nil }

    /// When to look again at the latest, at once when a request waits; `nil` while the daemon is
    /// at work.
    var wakeTime: MonotonicTime? {
        if isAtWork { return nil }
        return output.isEmpty && input.hasLine ? MonotonicTime(nanoseconds: 0) : deadline
    }

    /// Does what can be done without waiting.
    func advance(_ events: Int16, service: any OperatorService, now: MonotonicTime) {
        if events & Int16(POLLERR | POLLHUP | POLLNVAL) != 0 {
            // Nobody is left to hear a reply, but who sends an order to open and goes has sent it.
            // Nothing else is done for somebody who is not there.
            takeLastOrder(service)
            return
        }
        if events & Int16(POLLIN) != 0 { receive() }
        if let reply = task?.poll() {
            task = nil
            answer(reply, now: now)
        }
        send(now: now)
        takeRequest(service, now: now)
        send(now: now)
        if isLast, output.isEmpty, task == nil, !input.hasLine { isOver = true }
        if !isAtWork, now > deadline { giveUp() }
    }

    private func receive() {
        withUnsafeTemporaryAllocation(byteCount: LineBuffer.capacity, alignment: 1) { buffer in
            guard input.room > 0 else { return }
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<input.room])
            switch socket.receive(into: room) {
            case .moved(let count): input.append(room[..<count])
            case .wouldBlock: break
            // It may still read: what it asked for before is answered.
            case .ended: isLast = true
            case .failed: isOver = true
            }
        }
    }

    /// One request per pass, so that no client keeps the others waiting.
    private func takeRequest(_ service: any OperatorService, now: MonotonicTime) {
        guard !isOver, output.isEmpty else { return }
        if task != nil {
            guard !isOpening, input.beginsWithOpen else { return }
            answer(OperatorReply(.failed("no longer waited for: open was asked for")), now: now)
            task = nil
        }
        guard let line = input.next() else { return }
        switch line {
        case .tooLong: reject(.tooLong, now: now)
        case .text(let text):
            do throws(OperatorLineProblem) {
                let call = try OperatorCall(line: text)
                isOpening = call.request == .open
                guard isOpening || !isReserve else {
                    answer(OperatorReply(.failed("busy: only open is taken now")), now: now)
                    return
                }
                switch service.begin(call, from: peer) {
                case .done(let reply): answer(reply, now: now)
                case .pending(let pending): task = pending
                }
            } catch { reject(error, now: now) }
        }
    }

    /// Ends the connection, but for orders to open that have come.
    private func takeLastOrder(_ service: any OperatorService) {
        receive()
        while input.hasLine {
            if input.beginsWithOpen { _ = service.begin(OperatorCall(.open), from: peer) }
            _ = input.next()
        }
        task = nil
        isOver = true
    }

    /// Lets the client go in favour of another.
    func evict(_ service: any OperatorService) {
        // Read before the farewell, which may drop what has come.
        takeLastOrder(service)
        guard output.isEmpty else { return }
        Self.dismiss(socket, OperatorReply(.failed("busy: another operator needs the place")))
    }

    private func reject(_ problem: OperatorLineProblem, now: MonotonicTime) {
        // Whoever sends what is not even text is not spoken to any further.
        switch problem {
        case .tooLong, .notText:
            isLast = true
            input = LineBuffer()
        case .empty, .unknown: break
        }
        answer(OperatorReply(.failed("\(problem)")), now: now)
    }

    private func answer(_ reply: OperatorReply, now: MonotonicTime) {
        output = output[sentCount...] + Array(reply.text.utf8)
        sentCount = 0
        deadline = now + patience
    }

    private func send(now: MonotonicTime) {
        while sentCount < output.count {
            let result = output.withUnsafeBytes { socket.send(.init(rebasing: $0[sentCount...])) }
            switch result {
            case .moved(let count): sentCount += count
            case .wouldBlock: return
            case .ended, .failed:
                isOver = true
                return
            }
        }
        guard !output.isEmpty else { return }
        output = []
        sentCount = 0
        deadline = now + patience
    }

    /// Time is up: told in passing, as far as the socket takes it.
    private func giveUp() {
        if output.isEmpty { Self.dismiss(socket, OperatorReply(.failed("no request in time"))) }
        isOver = true
    }

    /// Sends a last reply without waiting.
    static func dismiss(_ socket: Descriptor, _ reply: OperatorReply) {
        // Closed over a request that nobody read, the socket would take the reply with it.
        socket.refuseInput()
        let bytes = Array(reply.text.utf8)
        _ = bytes.withUnsafeBytes { socket.send($0) }
    }
}
