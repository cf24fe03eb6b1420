import Testing

@testable import Configuration

@Suite struct CatalogueTests {
    static let folder = ShippedFiles.root + "/Configs/Materials"

    /// Loaded once for all tests.
    static let shipped = Result { () throws(ConfigurationError) in
        try Catalogue(contentsOf: folder)
    }

    private func catalogue() throws -> Catalogue { try Self.shipped.get() }

    @Test func `every row of the reviews is carried, by category`() throws {
        let catalogue = try catalogue()
        #expect(catalogue.rowCount == 230)
        let counts = CatalogueCategory.allCases.map { catalogue.rows(of: $0).count }
        #expect(counts == [67, 9, 66, 27, 21, 14, 4, 22])
        #expect(catalogue.reviews.map(\.key) == ["S0", "S1", "S2", "S3", "S4"])
    }

    @Test func `the complete systems are there by their names`() throws {
        let systems = try catalogue().entries.filter { $0.category == .systems }
        #expect(
            systems.filter { !$0.rows.isEmpty }.map(\.slug) == [
                "fe3s4-li7p3s11-li", "lfp-pvdf-peo-llzto-simof", "lfp-peo-interlayer-li",
                "nmc811-lpscl-si-bipolar", "nmc811-cl-rich-lpscl-si", "li2sp2s5-3dsi",
                "llzao-si-film", "li-llzto-mgf2-sym", "li-llzto-plss-sym", "li-llzo-sb-sym",
                "lilto-garnet-sym", "lco-lipon-graphene", "li-halide-lpscl-bilayer",
                "lfp-kanf-latp-li", "li-lfp-artificial-sei", "li-nca-seeded",
                "li-o2-lagp-pvdfhfp", "ni83-peo-mg-al", "gpe-glc-lpscl",
                "lfp-lto-3d-interdigitated", "thinfilm-generic", "bipolar-generic",
            ])
    }

    /// The numbers that other sources contradict, and what stands instead.
    private static let contradicted = [
        ("S0:83", "llzo", "12", "0.3..1.2"),
        ("S0:140", "li3ycl6", "1.7e-3", "5.1e-4..5.4e-4"),
        ("S0:157", "cnt-llzo", "10", "1e-8"),
        ("S0:78", "mos2", "500", "40"),
        ("S0:89", "lmo", "300", ">700"),
        ("S2:55", "llzo", "1e-3", "3e-4"),
        ("S2:55", "sb-on-llzo", "4.1", "4.1"),
        ("S2:55", "li-llzo-sb-sym", "4.1", "4.1"),
        ("S2:157", "si-film", "2685", "0.66"),
        ("S2:157", "llzao-si-film", "2685", "0.66"),
        ("S2:246", "pcl-lisn", "900", "0.05"),
        ("S2:159", "si-lpscl", "2412 -> 1136", "1136"),
        ("S2:242", "li6ps5cl", "7", "1.71..2.01"),
        ("S3:46", "llzo", "0..5", "0.05..2.9"),
        ("S3:49", "latp", "1.8..5", "2.4"),
        ("S3:49", "latp", "1e-3..1e-2", "1.2e-3"),
        ("S3:52", "lagp", "1.8..5", "2.7"),
        ("S3:59", "llto", "1e-3..1e-2", "7e-4..1.5e-3"),
        ("S3:68", "class-superionic", ">1e-2", "2e-3"),
        ("S3:75", "lgps", "1e-2..1e-1", "1.2e-2"),
        ("S3:75", "lgps", "0..5", "1.71..2.15"),
        ("S3:76", "li6ps5cl", "1e-3..1e-2", "2e-3"),
        ("S3:76", "li6ps5cl", "0..5", "1.71..2.01"),
        ("S3:83", "lspscl", "0..5", "1.7..2.2"),
        ("S3:84", "li3ps4", "0..5", "1.7..2.2"),
        ("S3:114", "peo-litfsi", "1e-5..1e-4", "1e-6..1e-5"),
        ("S3:114", "peo-litfsi", "0..4.5", "3.8..4.0"),
        ("S3:193", "lfp", "<1", "6.6"),
        ("S3:196", "lto", "<0.1", "0.2"),
        ("S3:241", "lto", "<0.1", "0.2"),
        ("S4:85", "silicon", "4200", "3579"),
        ("S4:90", "germanium", "1624", "1384"),
    ]

    @Test(arguments: contradicted)
    func `a contradicted number stands beside the one used`(
        source: String, material: String, printed: String, used: String
    ) throws {
        let rows = try catalogue().entries.flatMap(\.rows).filter {
            $0.source == source && $0.material == material && $0.value.text == printed
        }
        #expect(rows.count == 1)
        let instead = try #require(rows.first?.instead)
        #expect(instead.value.text == used)
        #expect(instead.reason.count > 20)
        #expect(instead.source.contains("["))
    }

    @Test func `nothing measured in liquid passes for a solid-state cell`() throws {
        let liquid = try catalogue().entries.flatMap(\.rows)
            .filter { $0.plausibility == .liquidCell }.map(\.source)
        for source in [
            "S4:107", "S4:116", "S4:139", "S4:143", "S4:155", "S4:159", "S4:235", "S4:249",
        ] { #expect(liquid.contains(source), "\(source)") }
    }

    @Test func `the value used is the plausible one, and the printed one is kept`() throws {
        let rows = try catalogue().entries.flatMap(\.rows)
        let lfp = try #require(rows.first { $0.source == "S3:193" && $0.instead != nil })
        #expect(lfp.valueUsed.numbers == .number(6.6))
        #expect(lfp.value.relation == .below)
        #expect(lfp.value.numbers == .number(1))
        // Here another quantity is corrected, so the capacity itself stays.
        let film = try #require(rows.first { $0.material == "si-film" })
        #expect(film.valueUsed == film.value)
    }

    @Test(arguments: [
        ("li6ps5cl", "li6ps5cl"), ("Li6.4La3Zr1.4Ta0.6O12", "llzto"), ("nmc811", "nmc811"),
        ("LiFePO4", "lfp"), ("garnet llzo", "llzo"), ("PLSS on LLZTO", "plss-on-llzto"),
        ("Cl-rich argyrodite", "cl-rich-argyrodite"), ("LLZO SPS", "llzo"),
    ])
    func `an entry is found by slug, name or formula`(name: String, slug: String) throws {
        guard case .found(let entry) = try catalogue().match(name) else {
            Issue.record("\(name) is not found.")
            return
        }
        #expect(entry.slug == slug)
    }

    @Test func `a formula of several names them, and a slip is guessed`() throws {
        let catalogue = try catalogue()
        #expect(
            catalogue.match("Al2O3")
                == .ambiguous(["al2o3-on-llzo", "al2o3-on-sulfide", "al2o3-on-cathode"]))
        #expect(catalogue.match("li6ps5lc") == .unknown(suggestion: "li6ps5cl"))
        #expect(catalogue.match("unobtainium") == .unknown(suggestion: nil))
    }

    @Test(arguments: [
        ("12", CatalogueValue.Relation.exactly, CatalogueValue.Numbers.number(12)),
        ("~1", .about, .number(1)), (">=1e-3", .atLeast, .number(1e-3)),
        ("<0.1", .below, .number(0.1)), ("-60", .exactly, .number(-60)),
        ("+0.3", .exactly, .number(0.3)), ("1.5..0.97", .exactly, .range(low: 0.97, high: 1.5)),
        ("842.6 -> 1001 (200 cyc)", .exactly, .change(before: 842.6, after: 1001)),
        (">1000; >10000", .above, .list([1000, 10_000])),
        ("400+ / 500", .atLeast, .list([400, 500])), ("very high/moderate", .exactly, .words),
    ])
    func `numbers are read from a printed value`(
        text: String, relation: CatalogueValue.Relation, numbers: CatalogueValue.Numbers
    ) throws {
        let value = try #require(CatalogueValue(text: text, unit: nil))
        #expect(value.relation == relation)
        #expect(value.numbers == numbers)
    }

    @Test(arguments: ["12,5", "1e-4..", "x..3", "3 -> many", "9; many", "twelve2"])
    func `what is neither number nor words is no value`(text: String) {
        #expect(CatalogueValue(text: text, unit: "V") == nil)
    }
}
