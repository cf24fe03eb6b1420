import CellModel
import Testing

@testable import Configuration

@Suite struct MaterialFilesTests {
    static let root = ShippedFiles.root + "/Configs/Materials"

    static let slugs: [(folder: String, slugs: String)] = [
        (
            "Electrolytes",
            """
            cl-rich-argyrodite lagp lagp-peo lagp-pvdf-hfp latp lgps li10snp2s12 li2s-p2s5 li3ps4 \
            li3ybr6 li3ycl6 li6ps5cl li7p3s11 lipon liquid-carbonate llto llzao llzo \
            llzo-scaffold-peo llzto lspscl pan-gel pegda peo-latp peo-litfsi peo-llzo peo-mg-al \
            peo-sio2 pvdf-hfp-emimtfsi pvdf-lls pvdf-peo-llzto
            """
        ),
        ("Cathodes", "fe3s4 lco lfp lmo nca ni83 nmc532 nmc622 nmc811 oxygen sulfur"),
        (
            "Anodes",
            "graphene graphite li-lto lithium lithium-indium lto si-carbon si-lpscl si-mof silicon"
        ),
        (
            "Treatments",
            """
            al2o3-on-llzo al2o3-on-sulfide artificial-sei glc-on-lpscl kanf-latp li-lto-on-garnet \
            linbo3-coating lithium-seeds lpscl-interlayer mgf2-on-llzto peo-interlayer \
            plss-on-llzto sb-on-llzo
            """
        ),
        (
            "Architectures",
            "bipolar interdigitated-3d llzo-scaffold-3d planar thin-film vertically-aligned"
        ),
    ]

    @Test func `every material that cells may name is there`() throws {
        for (folder, slugs) in Self.slugs {
            let found = try FileText.list("\(Self.root)/\(folder)")
            let expected = slugs.split(separator: " ").map { "\($0).toml" }
            #expect(found == expected.sorted(), "\(folder)")
        }
    }

    /// Reads one material of each folder as a cell would.
    private func problems(_ folder: String, _ slug: String, _ text: String?) -> LoadContext {
        let context = LoadContext()
        let file = "\(Self.root)/\(folder)/\(slug).toml"
        let document =
            text.flatMap { Document(file: file, text: $0, problems: context) }
            ?? (text == nil ? Document(file: file, problems: context) : nil)
        guard let document else { return context }
        switch folder {
        case "Electrolytes":
            _ = MaterialFile(document, slug: slug, kind: "electrolyte").electrolyte()
        case "Treatments": _ = MaterialFile(document, slug: slug, kind: "treatment").treatment()
        case "Architectures":
            _ = MaterialFile(document, slug: slug, kind: "architecture").architecture()
        default: _ = MaterialFile(document, slug: slug, kind: "electrode").electrode()
        }
        return context
    }

    @Test func `every material file loads, and every source carries a tag`() throws {
        let tags = ["[L", "[D", "[P", "[O", "[S ", "[B", "[C", "[A", ", A]", ", B]", ", C]"]
        for (folder, slugs) in Self.slugs {
            for slug in slugs.split(separator: " ").map(String.init) {
                let context = problems(folder, slug, nil)
                #expect(context.isEmpty, "\(context.all)")
                let text = try FileText.read("\(Self.root)/\(folder)/\(slug).toml")
                for line in text.split(separator: "\n") where line.contains("source = ") {
                    #expect(tags.contains { line.contains($0) }, "\(slug): \(line)")
                }
            }
        }
    }

    /// Folder, file, words, their replacement, and what is then said.
    static let mistakes: [(String, String, String, String, String)] = [
        (
            "Cathodes", "nmc811", "half_cell = \"nmc811\"", "half_cell = \"nmc812\"",
            "unknown word; did you mean \"nmc811\"?"
        ),
        (
            "Cathodes", "nmc811", "unit = \"mAh/g\"", "unit = \"mAh\"",
            "unit of a charge where a charge per mass belongs"
        ),
        (
            "Cathodes", "nmc811", "[composite]", "[compostie]",
            "unknown key; did you mean \"composite\"?"
        ),
        (
            "Cathodes", "sulfur", "fraction_last = { value = 1,", "fraction_last = { value = 0,",
            "not above \"fraction_first\""
        ),
        (
            "Electrolytes", "llzto", "reduction_limit = { value = 0,",
            "reduction_limit = { value = 0.5,",
            "what is reduced above 0 V is not stable with lithium"
        ),
        ("Electrolytes", "lgps", "law = \"linear\"", "law = \"cubic\"", "unknown word"),
        ("Electrolytes", "peo-litfsi", "law = \"vogel\"", "law = \"arrhenius\"", "missing key"),
        (
            "Electrolytes", "lipon", "family = \"thin-film\"", "family = \"thinfilm\"",
            "unknown word; did you mean \"thin-film\"?"
        ),
        (
            "Treatments", "al2o3-on-llzo", "resistance_factor",
            "resistance = \"5 ohm cm2\"\nsource = \"s\"\nresistance_factor",
            "either this or \"resistance\""
        ),
        ("Architectures", "planar", "value = 1.0", "value = 0.5", "out of range"),
        ("Anodes", "lithium", ", source = \"LePage et al. 2019 [B]\"", "", "missing source"),
    ]

    @Test(arguments: mistakes)
    func `a mistake in a material file is found`(
        folder: String, slug: String, old: String, new: String, message: String
    ) throws {
        let text = try FileText.read("\(Self.root)/\(folder)/\(slug).toml")
        let pieces = text.components(separatedBy: old)
        #expect(pieces.count == 2, "\(old)")
        let context = problems(folder, slug, pieces.joined(separator: new))
        #expect(context.all.contains { $0.message == message }, "\(context.all)")
    }

    @Test func `a potential that rises with lithium is refused`() throws {
        let text = try FileText.read("\(Self.root)/Cathodes/lmo.toml")
        let start = try #require(text.firstRange(of: "value = [\n    "))
        let broken = text.replacingCharacters(in: start, with: "value = [\n    1.0, ")
        let context = problems("Cathodes", "lmo", broken)
        #expect(
            context.all.map(\.message) == ["a potential rises while the host takes up lithium"])
    }

    @Test func `the table of NCA keeps the points of its source`() throws {
        let context = LoadContext()
        let file = "\(Self.root)/Cathodes/nca.toml"
        let document = try #require(Document(file: file, problems: context))
        let host = try #require(
            MaterialFile(document, slug: "nca", kind: "electrode").electrode()?.halfCell)
        for (fraction, potential) in [
            (0.4012, 4.1496), (0.5781, 3.8865), (0.7967, 3.6733), (0.9126, 3.5589),
            (0.9766, 3.4272),
        ] {
            #expect((host.potential(fraction) - potential).magnitude < 2e-3)
        }
    }
}

extension String {
    func replacingCharacters(in range: Range<String.Index>, with new: String) -> String {
        String(self[..<range.lowerBound]) + new + String(self[range.upperBound...])
    }
}
