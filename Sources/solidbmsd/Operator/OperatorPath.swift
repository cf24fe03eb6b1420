import OperatorChannel

/// Where the daemon listens for operators, and whether it can do without.
struct OperatorPath: Equatable {
    let path: String
    /// Asked for, by option or by the service manager: if it cannot be had, nothing starts.
    let isRequired: Bool

    /// - Parameters:
    ///   - option: What `--control` says.
    ///   - runtimeDirectory: `RUNTIME_DIRECTORY`; the first of a list counts (systemd.exec(5)).
    init(option: String?, runtimeDirectory: String?) {
        if let option {
            self.init(path: option, isRequired: true)
        } else if let folder = runtimeDirectory?.split(separator: ":").first {
            self.init(path: "\(folder)/\(OperatorProtocol.socketName)", isRequired: true)
        } else {
            self.init(path: OperatorProtocol.defaultPath, isRequired: false)
        }
    }

    private init(path: String, isRequired: Bool) {
        self.path = path
        self.isRequired = isRequired
    }
}
