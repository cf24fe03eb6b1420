import OperatorChannel
import Protection

/// What a status says beside what the loop put up.
struct StatusFacts {
    let program: String
    let pack: String
    let configuration: String
    let stackNames: [String]
    /// Which stack each cell sits in, from 0.
    let stackOfCell: [Int]
    let rules: [Rule]
    /// What the parts of the rig are called.
    var names = HardwareNames()
    /// Nothing is driven.
    var isDryRun = false
    /// More fields, asked for on the server's thread with every status: how recording goes, how
    /// punctual the loop is.
    var more: [() -> [OperatorReply.Field]] = []

    /// The stack of a cell, both from 0.
    func stack(ofCell cell: Int) -> Int? {
        stackOfCell.indices.contains(cell) ? stackOfCell[cell] : nil
    }

    /// Who must have seen what raised a flag before it clears; the strictest of its rules.
    func acknowledgement(_ flag: FlagEvent) -> String {
        var needed = Rule.Persistence.selfClearing
        for rule in rules where rule.diagnostic == flag.diagnostic && rule.grade == flag.grade {
            if rule.persistence.rawValue > needed.rawValue { needed = rule.persistence }
        }
        switch needed {
        case .selfClearing: return "no"
        case .latched: return "yes"
        case .persistent: return "inspected"
        }
    }
}
