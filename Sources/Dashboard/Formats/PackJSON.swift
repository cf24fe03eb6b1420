import Control
import Protection
import Quantities

/// A pack's outline as JSON: sent once per stream, and with every full answer.
enum PackJSON {
    static func text(_ pack: PackOutline) -> String {
        JSONWriter.object { put(pack, into: &$0) }
    }

    static func put(_ pack: PackOutline, into writer: inout JSONWriter) {
        writer.put("name", pack.name)
        writer.put("source", pack.source)
        writer.put("program_version", ProgramVersion.current)
        writer.put("cell_count", pack.cellCount)
        writer.list("stacks") { writer in
            for stack in pack.stacks {
                writer.element { writer in
                    writer.put("name", stack.name)
                    writer.put("first_cell", stack.cells.lowerBound + 1)
                    writer.put("last_cell", stack.cells.upperBound)
                }
            }
        }
        writer.list("thresholds") { writer in
            for rule in pack.rules where !rule.signal.isYesOrNo {
                writer.element { writer in
                    writer.put("diagnostic", rule.diagnostic.snakeCaseName)
                    writer.put("signal", rule.signal.snakeCaseName)
                    writer.put("grade", rule.grade.words)
                    writer.put("comparison", "\(rule.comparison)")
                    writer.put("value", rule.signal.shown(rule.setThreshold))
                    writer.put("unit", rule.signal.shownUnit)
                }
            }
        }
    }
}
