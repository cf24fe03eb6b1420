/// A contactor as operators name it.
public enum OperatorContactor: String, Sendable, CaseIterable {
    case positive
    case negative
    case precharge
}
