import CellModel
import Quantities
import Testing

@testable import Configuration

@Suite struct RefusalTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var what: String
        var file: ComposedFile
        var rule: RefusalRule
        var keyPath: String
        /// Words of the reason, and of the figures.
        var says: String
        var found: String
        var testDescription: String { what }
    }

    static let chemistry: [Case] = [
        Case(
            what: "a halide against lithium",
            file: ComposedFile(
                cathode: "lco", electrolyte: "li3ycl6", cathodeTreatment: nil,
                voltage: "3.0 4.2"),
            rule: .reducedByAnode, keyPath: "composition.electrolyte",
            says: "Lithium metal reduces Li3YCl6", found: "0 V against lithium at the anode"),
        Case(
            what: "LATP against lithium",
            file: ComposedFile(
                cathode: "lfp", electrolyte: "latp", cathodeTreatment: nil,
                voltage: "2.6 3.65"),
            rule: .reducedByAnode, keyPath: "composition.electrolyte",
            says: "the reaction never stops", found: "0 V against lithium at the anode"),
        Case(
            what: "LATP against LTO",
            file: ComposedFile(
                cathode: "lfp", electrolyte: "latp", anode: "lto",
                cathodeTreatment: nil, voltage: "1.0 2.2"),
            rule: .reducedByAnode, keyPath: "composition.electrolyte",
            says: "LTO reduces Li1.3Al0.3Ti1.7(PO4)3", found: "1.54 V"),
        Case(
            what: "LGPS against lithium", file: ComposedFile(electrolyte: "lgps"),
            rule: .reducedByAnode, keyPath: "composition.electrolyte",
            says: "products that conduct electrons", found: "0 V"),
        Case(
            what: "LLTO against lithium",
            file: ComposedFile(
                cathode: "lfp", electrolyte: "llto", cathodeTreatment: nil,
                voltage: "2.6 3.65"),
            rule: .reducedByAnode, keyPath: "composition.electrolyte",
            says: "Lithium metal reduces Li0.33La0.56TiO3", found: "0 V"),
        Case(
            what: "a sulfide against a bare high-voltage cathode",
            file: ComposedFile(cathodeTreatment: nil, voltage: "2.8 4.2"),
            rule: .oxidisedByCathode, keyPath: "composition.electrolyte",
            says: "the charged NMC811 oxidises Li6PS5Cl", found: "4.2 V against lithium"),
        Case(
            what: "PEO with NMC811",
            file: ComposedFile(
                electrolyte: "peo-litfsi", cathodeTreatment: nil,
                temperature: "60 80"),
            rule: .oxidisedByCathode, keyPath: "composition.electrolyte",
            says: "oxidises P(EO)n-LiTFSI", found: "4.3 V against lithium"),
        Case(
            what: "a window wider than the coating bears", file: ComposedFile(voltage: "2.5 4.8"),
            rule: .oxidisedByCathode, keyPath: "composition.electrolyte",
            says: "the charged NMC811", found: "4.8 V against lithium"),
        Case(
            what: "a coating for sulfides on a garnet cell",
            file: ComposedFile(electrolyte: "llzto"), rule: .treatmentDoesNotApply,
            keyPath: "composition.cathode_treatment",
            says: "LiNbO3 on the cathode was never shown on this electrolyte",
            found: "llzto, garnet"),
        Case(
            what: "a coating of the cathode on the anode",
            file: ComposedFile(anodeTreatment: "linbo3-coating"), rule: .treatmentDoesNotApply,
            keyPath: "composition.anode_treatment",
            says: "LiNbO3 on the cathode belongs on the cathode", found: "linbo3-coating"),
        Case(
            what: "a treatment of garnet on a sulfide",
            file: ComposedFile(anodeTreatment: "mgf2-on-llzto"), rule: .treatmentDoesNotApply,
            keyPath: "composition.anode_treatment",
            says: "MgF2 film on garnet was never shown", found: "li6ps5cl, sulfide"),
    ]

    static let use: [Case] = [
        Case(
            what: "PEO at room temperature",
            file: ComposedFile(
                cathode: "lfp", electrolyte: "peo-litfsi", cathodeTreatment: nil,
                voltage: "2.6 3.65", temperature: "20 80"),
            rule: .outsideOperationTemperature, keyPath: "window.temperature_minimum",
            says: "P(EO)n-LiTFSI crystallises and hardly conducts", found: "20 to 80 degC"),
        Case(
            what: "a hot sulfide", file: ComposedFile(temperature: "0 120"),
            rule: .outsideOperationTemperature, keyPath: "window.temperature_maximum",
            says: "Li6PS5Cl is not used there", found: "0 to 120 degC"),
        Case(
            what: "a window that the open circuit leaves", file: ComposedFile(voltage: "2.8 4.1"),
            rule: .windowOutsideOpenCircuit, keyPath: "window",
            says: "the open-circuit voltage leaves the voltage window",
            found: "3.5614 to 4.19962 V"),
        Case(
            what: "silicon as the cathode of LTO",
            file: ComposedFile(
                cathode: "silicon", anode: "lto", cathodeTreatment: nil,
                voltage: "-2 1"),
            rule: .cathodeBelowAnode, keyPath: "composition.cathode",
            says: "the cathode lies below the anode", found: "V empty"),
        Case(
            what: "lithium on a sulfide without pressure",
            file: ComposedFile(fixture: "kind = \"constant-pressure\"\npreload = \"20 kPa\""),
            rule: .noStackPressure, keyPath: "fixture.preload",
            says: "nothing closes the voids", found: "0.02 MPa"),
        Case(
            what: "a cell that shrinks out of its press",
            file: ComposedFile(
                cathode: "lfp", electrolyte: "llzto", anode: "lto",
                cathodeTreatment: nil, voltage: "1.2 2.2",
                fixture:
                    "kind = \"constant-gap\"\npreload = \"0.2 MPa\"\n"
                    + "stiffness = \"0.2 MPa/um\""),
            rule: .stackPressureLost, keyPath: "fixture.preload",
            says: "the cell shrinks on charging",
            found: "0.2 MPa empty, 0.648 MPa less when full"),
        Case(
            what: "75 MPa on lithium and a sulfide",
            file: ComposedFile(fixture: "kind = \"constant-pressure\"\npreload = \"75 MPa\""),
            rule: .lithiumSqueezedThrough, keyPath: "fixture.preload",
            says: "squeezes lithium through the pores", found: "within 0.03 h"),
    ]

    @Test(arguments: chemistry + use)
    func `nonsense is refused with the reason in words of physics`(example: Case) throws {
        let found = example.file.problems.filter {
            $0.message.hasPrefix("refused, \(example.rule.rawValue): ")
        }
        #expect(found.count == 1, "\(example.file.problems)")
        let problem = try #require(found.first)
        #expect(problem.keyPath == example.keyPath)
        #expect(problem.message.contains(example.says), "\(problem.message)")
        #expect(problem.found?.contains(example.found) == true, "\(problem.found ?? "")")
        #expect(
            problem.allowed?.hasSuffix(
                "; or [[accepted]] rule = \"\(example.rule.rawValue)\" with a reason") == true)
        #expect(example.file.problems.count == 1, "\(example.file.problems)")
    }

    @Test(arguments: chemistry + use)
    func `what is accepted in writing loads and is kept`(example: Case) throws {
        var file = example.file
        file.rest = ComposedFile.accepting(example.rule.rawValue)
        let cell = try file.load()
        #expect(cell.accepted.count == 1)
        #expect(cell.accepted.first?.rule == example.rule.rawValue)
        #expect(cell.accepted.first?.reason == "the test wants it")
        #expect(cell.accepted.first?.refusal.contains(example.says) == true)
        let printed = EffectiveConfiguration(cell).description
        #expect(printed.contains("accepted[1].refused"))
    }

    @Test func `every rule has a case`() {
        for rule in RefusalRule.allCases {
            #expect((Self.chemistry + Self.use).contains { $0.rule == rule }, "\(rule.rawValue)")
        }
    }

    @Test(arguments: RefusalRule.allCases)
    func `what is accepted for nothing is an error`(rule: RefusalRule) {
        let file = ComposedFile(rest: ComposedFile.accepting(rule.rawValue))
        #expect(file.problems.map(\.message) == ["accepted, but this cell is not refused by it"])
        #expect(file.problems.first?.found == "\"\(rule.rawValue)\"")
        #expect(file.problems.first?.keyPath == "accepted[1].rule")
    }

    @Test func `an unknown rule comes with a guess, a missing reason is missed`() {
        let file = ComposedFile(
            electrolyte: "lgps", rest: "[[accepted]]\nrule = \"reduced-by-annode\"\n")
        #expect(
            file.problems.map(\.message) == [
                "missing key", "unknown word; did you mean \"reduced-by-anode\"?",
            ])
    }

    @Test func `one rule is accepted once`() {
        let entry = ComposedFile.accepting("reduced-by-anode")
        let file = ComposedFile(electrolyte: "lgps", rest: entry + entry)
        #expect(file.problems.contains { $0.message == "accepted twice" })
    }

    @Test func `refusals are listed all at once`() {
        let file = ComposedFile(
            electrolyte: "lgps", cathodeTreatment: nil, temperature: "0 120",
            fixture: "kind = \"constant-pressure\"\npreload = \"0 MPa\"")
        #expect(
            Set(file.problems.map { $0.message.split(separator: ":")[0] }) == [
                "refused, reduced-by-anode", "refused, oxidised-by-cathode",
                "refused, outside-operation-temperature", "refused, no-stack-pressure",
            ])
    }

    @Test func `what cell scientists do build is not refused`() throws {
        let allowed = [
            // Li6PS5Cl makes its own interphase; LGPS bears Li-In; an interlayer saves a halide.
            ComposedFile(),
            ComposedFile(electrolyte: "lgps", anode: "lithium-indium", voltage: "2.0 3.7"),
            ComposedFile(
                cathode: "lco", electrolyte: "li3ycl6", cathodeTreatment: nil,
                anodeTreatment: "lpscl-interlayer", voltage: "3.0 4.2"),
            ComposedFile(
                cathode: "lfp", electrolyte: "latp", cathodeTreatment: nil,
                anodeTreatment: "kanf-latp", voltage: "2.6 3.65"),
            ComposedFile(
                cathode: "lfp", electrolyte: "latp", cathodeTreatment: nil,
                anodeTreatment: "peo-interlayer", voltage: "2.6 3.65", temperature: "55 80"),
            ComposedFile(cathode: "sulfur", cathodeTreatment: nil, voltage: "1.0 3.0"),
        ]
        for file in allowed { #expect(file.problems.isEmpty, "\(file.problems)") }
    }
}
