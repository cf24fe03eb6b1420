/// Names of the files in a folder.
enum FolderListing {
    /// Ascending; none when there is no such folder.
    static func names(in folder: String) -> [String] {
        do throws(FileText.Failure) {
            return try FileText.list(folder)
        } catch {
            return []
        }
    }
}
