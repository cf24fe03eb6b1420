/// The fixed facts of the protocol between the daemon and its operators.
///
/// A client connects to a Unix stream socket and writes one request line: printable ASCII, words
/// separated by spaces, ended by a line feed. The daemon answers with a first line `ok`,
/// `refused: REASON` (the pack does not permit it now) or `error: REASON` (the request was not
/// understood or could not be carried out), then any number of `key value` lines, then an empty
/// line. After that the connection takes another request; `open` is taken before that and ends the
/// wait of the request before it. `close`, `open` and `tare` are answered
/// when their outcome is known, or with the word `nowait` behind them as soon as they have begun.
public enum OperatorProtocol {
    /// Where the packaged daemon listens.
    public static let defaultPath = "/run/solidbms/control.sock"
    /// The socket's name inside a runtime directory.
    public static let socketName = "control.sock"
    /// Longest request, in bytes without the end of the line.
    public static let requestLengthLimit = 128
    /// Longest reply, in bytes.
    public static let replyLengthLimit = 256 * 1024
    /// Clients served at a time. One more takes the place of the one that was served longest ago
    /// and waits for nothing; when all wait for something it can still ask to open.
    public static let clientLimit = 8
    /// How a refusal for want of rights begins, after `error: `.
    public static let notAllowed = "not allowed"
    /// The requests, for messages.
    public static let vocabulary =
        "status, cells, close, open, acknowledge [inspected], service enter|leave, "
        + "service contactor-replaced positive|negative|precharge, tare STACK|all"
    /// How long a client may keep the daemon waiting, for a request or while a reply is sent.
    public static let clientPatience = Duration.seconds(10)
    /// How long the daemon lets a client wait for an outcome.
    public static let outcomePatience = Duration.seconds(60)
}
