import NIOHTTP1

/// One complete answer: status, headers, text.
struct Answer {
    var status: HTTPResponseStatus
    var contentType = "text/plain; charset=utf-8"
    var body: String
    var extraHeaders: [(String, String)] = []

    /// An answer that only says what is wrong.
    static func problem(_ status: HTTPResponseStatus, _ sentence: String) -> Answer {
        Answer(status: status, body: sentence + "\n")
    }

    static let notFound = problem(
        .notFound, "There are /, /snapshot, /events and /metrics here, and nothing else.")

    static var methodNotAllowed: Answer {
        var answer = problem(
            .methodNotAllowed, "The dashboard only shows; it answers GET and HEAD.")
        answer.extraHeaders = [("Allow", "GET, HEAD")]
        return answer
    }

    static let noHost = problem(.badRequest, "A request has exactly one Host header.")

    static let foreignHost = problem(
        .misdirectedRequest, "Ask for localhost, 127.0.0.1 or [::1]; other names are not answered.")

    static let hasBody = problem(.payloadTooLarge, "A request here has no body.")

    static let tooLarge = problem(
        .requestHeaderFieldsTooLarge, "The request is longer than any this server knows.")

    static let malformed = problem(.badRequest, "This is not an HTTP request.")

    static let tooManyStreams = problem(
        .serviceUnavailable, "As many pages are open as this server feeds. Close one.")

    static let nothingYet = problem(
        .serviceUnavailable, "The control loop has not completed a step yet.")

    var headers: HTTPHeaders {
        var headers = Self.commonHeaders
        headers.add(name: "Content-Type", value: contentType)
        headers.add(name: "Content-Length", value: String(body.utf8.count))
        headers.add(name: "Connection", value: "close")
        for (name, value) in extraHeaders { headers.add(name: name, value: value) }
        return headers
    }

    /// On every answer: nothing is stored, guessed, framed or read from another site.
    static let commonHeaders: HTTPHeaders = [
        "Cache-Control": "no-store",
        "Content-Security-Policy": Page.contentSecurityPolicy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    ]
}
