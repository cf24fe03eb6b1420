/// The version that programs print and logs record.
public enum ProgramVersion {
    public static let current = "0.1.0"
}
