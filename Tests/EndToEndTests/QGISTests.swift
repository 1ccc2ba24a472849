import Foundation
import Testing

/// The project in QGIS itself, without a screen; runs where PyQGIS is installed (Debian: python3-qgis).
struct QGISTests {
    private static let reader = """
        import os, sys, json
        os.environ['QT_QPA_PLATFORM'] = 'offscreen'
        os.environ['QGIS_CUSTOM_CONFIG_PATH'] = sys.argv[4]
        from qgis.core import *
        from qgis.PyQt.QtCore import QSize
        from qgis.PyQt.QtGui import QColor
        QgsApplication.setPrefixPath('/usr', True)
        app = QgsApplication([], False); app.initQgis()
        project = QgsProject.instance()
        out = {'read': project.read(sys.argv[1]), 'crs': project.crs().authid(), 'layers': {}}
        for node in project.layerTreeRoot().findLayers():
            layer = node.layer(); renderer = layer.renderer()
            rules = renderer.rootRule().children() if renderer.type() == 'RuleRenderer' else []
            out['layers'][layer.dataProvider().uri().table() or layer.source().split('layername=')[-1]] = {
                'valid': layer.isValid(), 'renderer': renderer.type(), 'title': layer.name(),
                'rules': [[r.label(), r.filterExpression()] for r in rules],
                'errors': [r.filter().parserErrorString() for r in rules if r.filter() and r.filter().hasParserError()],
                'count': layer.featureCount(), 'labels': layer.labelsEnabled() and layer.labeling().type(),
                'crs': layer.crs().authid(), 'colours': [r.symbol().color().name() for r in rules]}
        # A layer added by hand finds its style in the project file.
        own = QgsVectorLayer(sys.argv[2] + '|layername=mains', 'mains', 'ogr')
        out['added'] = [own.isValid(), own.renderer().type(), own.labelsEnabled()]
        settings = QgsMapSettings(); settings.setLayers(project.layerTreeRoot().layerOrder())
        settings.setDestinationCrs(project.crs()); settings.setOutputSize(QSize(900, 700))
        settings.setBackgroundColor(QColor('white')); settings.setExtent(project.mapLayersByName('外线路由')[0].extent().buffered(60))
        job = QgsMapRendererParallelJob(settings); job.start(); job.waitForFinished()
        out['names'] = len(job.takeLabelingResults().labelsWithinRect(settings.extent()))
        image = job.renderedImage(); image.save(sys.argv[3])
        out['inks'] = len({image.pixel(x, y) for x in range(0, 900, 3) for y in range(0, 700, 3)})
        print('\\n' + json.dumps(out)); sys.stdout.flush()
        os._exit(0)
        """

    private func read(_ project: String, _ city: String, _ picture: String, _ scratch: Scratch) throws
        -> JSON?
    {
        let known = try Running(
            "/usr/bin/python3", ["-c", "import qgis.core"], folder: nil, environment: [:]
        ).wait()
        guard known.status == 0 else {
            print("skipped: no PyQGIS (python3-qgis, qgis-providers)")
            return nil
        }
        let output = try Running(
            "/usr/bin/python3", ["-c", Self.reader, project, city, picture, scratch.path], folder: nil,
            environment: ["LANG": "C.UTF-8"]
        ).wait()
        guard output.status == 0, let line = output.lines.last else {
            throw ToolFailure(description: output.err)
        }
        return try JSON(Data(line.utf8))
    }

    @Test("QGIS opens every layer of the project valid and drawn, and finds the styles in the file")
    func opens() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        try FileManager.default.createDirectory(
            atPath: scratch.file("maps"), withIntermediateDirectories: true)
        let project = scratch.file("maps/城市.qgs")
        let told = try Tool.succeed(
            ["project", "qgis", city, "-o", project, "--lang", "zh", "--json"] + Tool.desk
        ).json()
        let shown = told["layers"].list.compactMap(\.text)
        #expect(shown.contains("routes") && shown.contains("roads") && shown.contains("plots"))
        let text = try scratch.read("maps/城市.qgs")
        #expect(text.contains("../city.gpkg|layername=roads") && !text.contains(scratch.path))
        guard let seen = try read(project, city, scratch.file("map.png"), scratch) else { return }
        #expect(seen["read"].bool == true && seen["crs"].text == "EPSG:4549")
        #expect(seen["layers"].keys == Set(shown))
        for name in shown {
            let layer = seen["layers"][name]
            #expect(layer["valid"].bool == true, "\(name)")
            #expect(layer["renderer"].text == "RuleRenderer" && !layer["rules"].list.isEmpty, "\(name)")
            #expect(layer["errors"].list.isEmpty && layer["crs"].text == "EPSG:4549", "\(name)")
        }
        #expect(seen["layers"]["mains"]["labels"].text == "rule-based")
        #expect(seen["layers"]["routes"]["title"].text == "外线路由")
        #expect(seen["layers"]["roads"]["count"].number ?? 0 > 0)
        #expect(seen["added"][1].text == "RuleRenderer", "the style kept in the project file")
        #expect(seen["added"][2].bool == true)
        #expect(seen["names"].number ?? 0 > 0, "names of pipes and roads are written")
        #expect(seen["inks"].number ?? 0 > 20, "a map, not an empty sheet")
    }

    @Test(
        "The file with its styles passes GDAL's validator, verifies, and the styles are the same on a second run"
    )
    func validator() throws {
        let scratch = try Scratch()
        let city = try SampleDistrict.filedProject(in: scratch)
        for name in ["a.qgs", "b.qgs"] {
            try Tool.succeed(["project", "qgis", city, "-o", scratch.file(name), "--lang", "zh"] + Tool.desk)
        }
        #expect(try scratch.read("a.qgs") == scratch.read("b.qgs"))
        #expect(try Tool.succeed(["project", "verify", city]).status == 0)
        let check = try Running(
            "/usr/bin/python3",
            ["-m", "osgeo_utils.samples.validate_gpkg", "--extra", "--warning-as-error", "-k", city],
            folder: nil, environment: [:]
        ).wait()
        guard !check.err.contains("No module named") else { return print("skipped: no python3-gdal") }
        #expect(check.status == 0, "\(check.text)\(check.err)")
        guard let layers = try Python.layers(city) else { return }
        let styles = try #require(layers.list.first { $0["name"].text == "layer_styles" })["features"].list
        let tables = styles.compactMap { $0["fields"]["f_table_name"].text }
        #expect(Set(tables).count == tables.count && tables.contains("routes") && tables.contains("plots"))
        #expect(
            styles.allSatisfy {
                $0["fields"]["styleQML"].text?.contains("RuleRenderer") == true
                    && $0["fields"]["styleSLD"].text?.contains("StyledLayerDescriptor") == true
            })
    }

    @Test("A project in a grid of the city's own is shown in that grid")
    func ownGrid() throws {
        let scratch = try Scratch()
        var city = TinyCity(crs: "+proj=tmerc +lon_0=121.4 +x_0=500000 +ellps=GRS80 +units=m +no_defs")
        city.addSquare("plots", "P1", 0, 40, 30)
        let path = try city.project(in: scratch)
        try Tool.succeed(
            ["project", "qgis", path, "-o", scratch.file("own.qgs"), "--lang", "zh"] + Tool.desk)
        let text = try scratch.read("own.qgs")
        #expect(text.contains("Transverse_Mercator") && !text.contains("<authid>"))
    }
}
