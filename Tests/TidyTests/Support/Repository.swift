import Foundation

/// The files the house rules look at: the repository's own, or an example's.
struct Repository: Sendable {
    let files: [SourceFile]

    init(_ files: [SourceFile]) { self.files = files }

    /// An example, from paths and texts.
    init(_ texts: KeyValuePairs<String, String>) {
        files = texts.map { SourceFile($0.key, $0.value) }
    }

    func file(_ path: String) -> SourceFile? { files.first { $0.path == path } }

    func contains(_ path: String) -> Bool { file(path) != nil }

    /// Whether a file or folder of that path exists.
    func containsEntry(_ path: String) -> Bool {
        files.contains { $0.path == path || $0.path.hasPrefix(path + "/") }
    }

    /// This repository, read once. Files that are built, recorded or not text are left out.
    static let current: Repository = {
        let root = URL(filePath: #filePath)  // Tests/TidyTests/Support/Repository.swift
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        var files: [SourceFile] = []
        guard let walk = FileManager.default.enumerator(atPath: root.path(percentEncoded: false))
        else { preconditionFailure("The repository at \(root) cannot be listed.") }
        while let path = walk.nextObject() as? String {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if name == ".git" || name.hasPrefix(".build") || name == ".venv" || path == "out" {
                walk.skipDescendants()
                continue
            }
            guard isText(name) else { continue }
            let url = root.appending(path: path)
            guard let text = try? String(contentsOf: url, encoding: .utf8) else { continue }
            files.append(SourceFile(path, text))
        }
        return Repository(files.sorted { $0.path < $1.path })
    }()

    private static let textEndings = [
        ".swift", ".md", ".toml", ".csv", ".c", ".h", ".modulemap", ".yml", ".sh", ".svg",
        ".dts", ".rules", ".txt",
    ]
    private static let textNames = ["Makefile", "LICENSE", ".gitignore", ".editorconfig"]

    private static func isText(_ name: String) -> Bool {
        // The scripts in .ci have no ending; Package.resolved and other products are not listed.
        textEndings.contains { name.hasSuffix($0) } || textNames.contains(name)
            || !name.contains(".")
    }
}
