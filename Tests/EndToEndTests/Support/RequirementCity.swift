import Foundation

/// A drawn city in which each plot stands for one situation of the policy.
///
/// `direct`: free stubs of all utilities 10 m away. `long`: a free stub 30 m away. `road`: mains across an arterial
/// road. `green`: a main across a green. `bare`: a main 10 m away, outside the planning area. `touching`: a stub on the
/// red line. Plots west of x = 700 lie in 370602 (芝罘区), the others in 370613 (莱山区).
enum RequirementCity {
    static let plots: [(id: String, x: Double)] = [
        ("direct", 0), ("long", 300), ("road", 600), ("green", 900), ("bare", 1_200), ("touching", 1_500),
    ]

    static func make(planningArea: Bool = true) -> TinyCity {
        var city = TinyCity()
        for plot in plots { city.addSquare("plots", plot.id, plot.x, 0, 40) }
        for (utility, shift) in [("water", 0.0), ("gas", 3.0), ("heat", 6.0)] {
            stub(&city, "\(utility)-direct", utility, -10, 10 + shift)
            city.add(
                "mains", "\(utility)-road", "LineString", [(550 - shift, -50), (550 - shift, 90)],
                "\"utility\":\"\(utility)\",\"in_service\":true,\"spare_capacity\":100")
        }
        stub(&city, "water-long", "water", 270, 20)
        stub(&city, "water-touching", "water", 1_500, 20)
        for (id, x) in [("green", 870.0), ("bare", 1_190.0)] {
            city.add(
                "mains", "water-\(id)", "LineString", [(x, -10), (x, 50)],
                "\"utility\":\"water\",\"in_service\":true,\"spare_capacity\":100")
        }
        strip(
            &city, "roads", "R1", 560, 580, -400, 400,
            "\"road_id\":\"R1\",\"name\":\"长江路\",\"class\":\"arterial\","
                + "\"administration\":\"city\",\"opened_on\":\"2010-05-01\",\"surface\":\"asphalt\"")
        strip(&city, "greens", "G1", 880, 890, -400, 400, "\"class\":\"park\",\"name\":\"滨河公园\"")
        if planningArea { strip(&city, "planning_area", "1", -100, 1_100, -500, 500) }
        strip(&city, "districts", "1", -500, 700, -500, 500, "\"code\":\"370602\",\"name\":\"芝罘区\"")
        strip(&city, "districts", "2", 700, 2_000, -500, 500, "\"code\":\"370613\",\"name\":\"莱山区\"")
        for (id, utility, company, to) in [
            ("1", "water", "Water Co", 2_000.0), ("2", "gas", "Gas One", 2_000), ("3", "gas", "Gas Two", 200),
            ("4", "heat", "Heat Co", 200),
        ] {
            strip(
                &city, "territories", id, -500, to, -500, 500,
                "\"utility\":\"\(utility)\",\"company\":\"\(company)\"")
        }
        return city
    }

    private static func strip(
        _ city: inout TinyCity, _ layer: String, _ id: String, _ west: Double, _ east: Double,
        _ south: Double,
        _ north: Double, _ properties: String = ""
    ) {
        let ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
        city.add(layer, id, "Polygon", ring, properties)
    }

    private static func stub(
        _ city: inout TinyCity, _ id: String, _ utility: String, _ x: Double, _ y: Double
    ) {
        city.add(
            "stubs", id, "Point", [(x, y)],
            "\"utility\":\"\(utility)\",\"state\":\"free\",\"capacity\":50,\"in_service\":true,\"dn_mm\":100,"
                + "\"pressure\":\"\(["water": "network", "gas": "mid_a"][utility] ?? "hot_water")\"")
    }

    static let representatives =
        "name,company,district,utility\n李代表,Water Co,370602,water\n王代表,Water Co,370613,\n"
        + "赵代表,,,heat\n"

    /// Lives as long as the test run; the end of the process removes it.
    private static let home: Result<Scratch, any Error> = Result {
        let scratch = try Scratch()
        atexit { try? RequirementCity.home.get().remove() }
        return scratch
    }
    private static let drawn = Result { () throws -> String in
        let scratch = try home.get()
        let project = try make().project(in: scratch, "drawn.gpkg")
        try Tool.succeed(
            ["case", "representatives", project, try scratch.write("representatives.csv", representatives)])
        return project
    }

    /// A copy of the city without any case.
    static func project(in scratch: Scratch) throws -> String {
        let path = scratch.file("city.gpkg")
        try FileManager.default.copyItem(atPath: drawn.get(), toPath: path)
        return path
    }

    private static let columns =
        "number,filed_on,applicant,user_type,plot,utilities,contractor,installation,commercial_facility,preconstruction\n"

    /// Files one application, with all columns a test may want to set.
    static func file(
        _ number: String, _ plot: String, _ utilities: String, in city: String, _ scratch: Scratch,
        userType: String = "non_resident", contractor: String = "", installation: String = "",
        commercial: String = "", preconstruction: String = "", on day: String = "2026-11-02"
    ) throws -> Output {
        let row = [
            number, day, "Owner of \(plot)", userType, plot, utilities, contractor, installation, commercial,
            preconstruction,
        ].joined(separator: ",")
        let path = try scratch.write("\(number).csv", columns + row + "\n")
        return try Tool.run(["case", "file", city, path, "--json"] + Tool.desk)
    }
}
