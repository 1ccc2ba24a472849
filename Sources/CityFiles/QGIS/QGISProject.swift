import Geometry
import ProjectFile

/// A QGIS project that shows a city as the sheets do.
public struct QGISProject: Sendable {
    public var title: String
    /// The GeoPackage as QGIS should find it: relative to the folder of the project file, or absolute.
    public var source: String
    public var crs: ProjectCRS
    /// The ground first.
    public var looks: [LayerLook]
    /// What the map shows at first; empty for nothing in particular.
    public var extent: Box

    public init(title: String, source: String, crs: ProjectCRS, looks: [LayerLook], extent: Box) {
        self.title = title
        self.source = source
        self.crs = crs
        self.looks = looks
        self.extent = extent
    }

    /// The text of the file (.qgs), for QGIS 3.
    public var text: String {
        var xml = XMLText()
        xml.element("qgis", ["projectname": title, "version": "3.22.0"]) { xml in
            xml.element("title", text: title)
            xml.element("projectCrs") { writeCRS(&$0) }
            xml.element("layer-tree-group") { xml in
                xml.element("customproperties")
                // The tree lists what lies on top first.
                for look in looks.reversed() {
                    xml.element(
                        "layer-tree-layer",
                        [
                            "id": id(look), "name": look.title, "source": source(look), "providerKey": "ogr",
                            "checked": "Qt::Checked", "expanded": look.cases.count > 1 ? "1" : "0",
                        ])
                }
            }
            xml.element("mapcanvas", ["name": "theMapCanvas", "annotationsVisible": "1"]) { xml in
                xml.element("units", text: "meters")
                if !extent.isEmpty { xml.element("extent") { writeExtent(&$0) } }
                xml.element("rotation", text: "0")
                xml.element("destinationsrs") { writeCRS(&$0) }
            }
            xml.element("projectlayers") { xml in for look in looks { writeLayer(look, &xml) } }
            xml.element("layerorder") { xml in
                for look in looks.reversed() { xml.element("layer", ["id": id(look)]) }
            }
            xml.element("properties") { xml in
                xml.element("Paths") { $0.element("Absolute", ["type": "bool"], text: "false") }
                // Without it QGIS leaves the system of the project aside.
                xml.element("SpatialRefSys") {
                    $0.element("ProjectionsEnabled", ["type": "int"], text: "1")
                }
                xml.element("Measurement") { xml in
                    xml.element("DistanceUnits", ["type": "QString"], text: "meters")
                    xml.element("AreaUnits", ["type": "QString"], text: "m2")
                }
            }
        }
        return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + xml.text
    }

    private func id(_ look: LayerLook) -> String { "outerline_\(look.table)" }
    private func source(_ look: LayerLook) -> String { "\(source)|layername=\(look.table)" }

    private func writeLayer(_ look: LayerLook, _ xml: inout XMLText) {
        let geometry = ["point": "Point", "line": "Line", "polygon": "Polygon"][look.kind.rawValue] ?? "Line"
        xml.element(
            "maplayer",
            [
                "type": "vector", "geometry": geometry, "autoRefreshEnabled": "0",
                "simplifyDrawingHints": "1",
                "labelsEnabled": look.hasLabels ? "1" : "0",
                "readOnly": "1", "styleCategories": "AllStyleCategories",
            ]
        ) { xml in
            xml.element("id", text: id(look))
            xml.element("datasource", text: source(look))
            xml.element("layername", text: look.title)
            xml.element("srs") { writeCRS(&$0) }
            xml.element("provider", ["encoding": "UTF-8"], text: "ogr")
            look.writeQML(&xml)
        }
    }

    private func writeCRS(_ xml: inout XMLText) {
        let isEPSG = crs.organization == "EPSG"
        xml.element("spatialrefsys") { xml in
            // A system of the city's own is known by its definition alone.
            xml.element("wkt", text: crs.wkt)
            if isEPSG {
                xml.element("srid", text: String(crs.code))
                xml.element("authid", text: "EPSG:\(crs.code)")
            }
            xml.element("description", text: crs.name)
            xml.element("geographicflag", text: "false")
        }
    }

    private func writeExtent(_ xml: inout XMLText) {
        xml.element("xmin", text: String(extent.minX))
        xml.element("ymin", text: String(extent.minY))
        xml.element("xmax", text: String(extent.maxX))
        xml.element("ymax", text: String(extent.maxY))
    }
}
