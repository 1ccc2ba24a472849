// The module that knows the map library (Leaflet of the system package); lines are drawn in map-sketch.js. Positions are
// metres of the project's own coordinate system, east first; nothing is ever put into the page as HTML.

import * as L from "/leaflet/leaflet.esm.min.js";
import { boxOf, groundOf } from "./map-geometry.js";
import { Sketch } from "./map-sketch.js";

const place = ([x, y]) => L.latLng(y, x);
/// Of routes: the colour and the dash of a utility, so that nobody needs the colour.
const colours = { water: "#00728a", gas: "#c010c0", heat: "#c25400" };
const dashes = { water: null, gas: "14 5", heat: "14 5 3 5" };

/// Reads the words a page gives with an element.
export const words = (element) => JSON.parse(element.dataset.words ?? "{}");

export function signOf(text, className) {
  const sign = document.createElement("span");
  sign.className = className;
  sign.textContent = text;
  return sign;
}

/// A piece of a route for the legend.
export function routeSwatch(utility) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const line = document.createElementNS("http://www.w3.org/2000/svg", "line");
  for (const [name, value] of Object.entries({ width: 46, height: 8, class: "route-swatch" })) svg.setAttribute(name, value);
  const drawn = { x1: 0, x2: 46, y1: 4, y2: 4, stroke: colours[utility], "stroke-width": 4, "stroke-dasharray": dashes[utility] ?? "none" };
  for (const [name, value] of Object.entries(drawn)) line.setAttribute(name, value);
  svg.append(line);
  return svg;
}

export class CityMap {
  /// - element: where the map goes.
  /// - description: `/api/map`.
  /// - options: `words`, `onPointer(x, y)`, `onPlace(x, y)`, `onSelect(id, feature)`.
  ///
  /// `onMove(view)` is set when whoever made the map is ready to be told.
  constructor(element, description, options = {}) {
    this.description = description;
    this.options = options;
    const [west, north] = description.corner;
    const whole = description.resolutions[0];
    const crs = L.extend({}, L.CRS.Simple, {
      transformation: new L.Transformation(1 / whole, -west / whole, -1 / whole, north / whole),
      infinite: true,
    });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const last = description.resolutions.length - 1;
    this.map = L.map(element, {
      crs, minZoom: Math.max(0, description.home_level - 1), maxZoom: last, attributionControl: false,
      zoomControl: false, zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still, inertia: !still,
    });
    L.control.zoom({ zoomInTitle: options.words?.zoom_in, zoomOutTitle: options.words?.zoom_out }).addTo(this.map);
    L.control.scale({ imperial: false, maxWidth: 140 }).addTo(this.map);
    this.groups = description.groups.map((group) => group.id);
    this.overlay = L.layerGroup().addTo(this.map);
    this.focused = L.layerGroup().addTo(this.map);
    this.marks = L.layerGroup().addTo(this.map);
    this.sketch = new Sketch(this.map);
    this.shown = new Map();
    this.map.on("mousemove", (event) => options.onPointer?.(event.latlng.lng, event.latlng.lat));
    this.map.on("click", ({ latlng: { lng: x, lat: y } }) => {
      if (this.sketch.isOn) this.sketch.add(x, y); else options.onPlace?.(x, y);
    });
    this.home();
    this.map.on("moveend", () => this.onMove?.(this.view()));
  }

  // MARK: Where

  home() {
    const extent = this.description.extent;
    if (extent) this.fit(extent, 0.02); else this.map.setView(place(this.description.corner), 3);
  }

  /// Shows a box of west, south, east, north.
  ///
  /// A map that is not on the screen yet shows it when it is.
  fit([west, south, east, north], margin = 0.15, closest = 12) {
    if (this.isHidden) {
      this.pending = [[west, south, east, north], margin, closest];
      this.map.setView(place([(west + east) / 2, (south + north) / 2]), this.description.home_level, { animate: false });
      return;
    }
    const more = Math.max(east - west, north - south, 20) * margin;
    this.map.fitBounds(
      [[south - more, west - more], [north + more, east + more]], { maxZoom: closest, animate: false });
  }

  setView({ x, y, level }) { this.map.setView(place([x, y]), level, { animate: false }); }

  view() {
    const centre = this.map.getCenter();
    const bounds = this.map.getBounds();
    return {
      x: centre.lng, y: centre.lat, level: this.map.getZoom(),
      box: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
    };
  }

  /// The scale as 1 to so many, as a drawing at 4 dots a millimetre has it.
  get scale() { return this.description.resolutions[this.map.getZoom()] * 4000; }

  get isHidden() { return this.map.getContainer().clientWidth === 0 || this.map.getContainer().clientHeight === 0; }

  resized() {
    if (this.isHidden) return;
    this.map.invalidateSize({ animate: false });
    const pending = this.pending;
    this.pending = null;
    if (pending) this.fit(...pending);
  }

  // MARK: Ground

  /// Shows these groups of layers under everything else.
  setGroups(ids) {
    const shown = this.groups.filter((id) => ids.includes(id));
    const before = this.tiles;
    this.tiles = null;
    const bounds = groundOf(this.description);
    if (shown.length > 0 && bounds) {
      const density = devicePixelRatio > 1 ? 2 : 1;
      const revision = encodeURIComponent(this.description.revision);
      const address = `/api/map/tiles/${shown.join("+")}/{z}/{x}/{y}?density=${density}&v=${revision}`;
      this.tiles = L.tileLayer(address, {
        tileSize: this.description.tile_size, maxZoom: this.map.getMaxZoom(), noWrap: true, bounds, keepBuffer: 3,
      });
      this.tiles.addTo(this.map);
      this.tiles.bringToBack();
    }
    if (before) before.remove();
  }

  // MARK: Works

  /// Shows the features of a window in the place of those shown before.
  show(features) {
    this.overlay.clearLayers();
    this.shown.clear();
    const order = { plot: 0, disturbed: 1, route: 2, crossing: 3, cell: 4, case: 5 };
    const sorted = [...features].sort((a, b) => order[a.properties.type] - order[b.properties.type]);
    for (const feature of sorted) {
      const layer = this.layer(feature);
      if (!layer) continue;
      layer.addTo(this.overlay);
      this.shown.set(feature.id, { layer, feature });
    }
    this.select(this.selected);
  }

  /// Shows the plot and the route of one case over the others; null or none shows nothing.
  ///
  /// - reveals: moves the map to it if it cannot be seen.
  focus(features, reveals = false) {
    this.focused.clearLayers();
    const order = { plot: 0, disturbed: 1, route: 2, crossing: 3 };
    const shown = features.filter((one) => one.properties.type in order)
      .sort((a, b) => order[a.properties.type] - order[b.properties.type]);
    for (const feature of shown) this.shape(feature)?.addTo(this.focused);
    if (!reveals || shown.length === 0) return;
    const box = boxOf(shown);
    const bounds = L.latLngBounds([[box[1], box[0]], [box[3], box[2]]]);
    // Coarse views are left for one in which the case has a mark of its own.
    if (!this.map.getBounds().contains(bounds) || this.scale > 4000) this.fit(box, 0.3, 11);
  }

  layer(feature) {
    const { type } = feature.properties;
    if (type === "case") return this.caseMark(feature);
    if (type === "cell") return this.cellMark(feature);
    return this.shape(feature);
  }

  caseMark(feature) {
    const { utility, light } = feature.properties;
    const { words = {} } = this.options;
    const sign = signOf(`${words[`shape_${light}`] ?? ""}${words[`short_${utility}`] ?? ""}`, `mark lamp lamp-${light}`);
    sign.title = `${feature.properties.case} · ${words[utility] ?? utility} · ${words[`light_${light}`] ?? light}`;
    // Cases of one plot stand side by side.
    const shift = { water: 1, gas: 0, heat: -1 }[utility] ?? 0;
    const icon = L.divIcon({ className: `case-mark utility-${utility}`, html: sign, iconSize: [34, 20], iconAnchor: [17 + 36 * shift, 10] });
    const mark = L.marker(place(feature.geometry.coordinates), { icon, keyboard: false });
    mark.on("click", () => this.options.onSelect?.(feature.id, feature));
    return mark;
  }

  cellMark(feature) {
    const count = feature.properties.cases;
    const worst = ["red", "yellow", "late", "green"].find((light) => feature.properties[light] > 0) ?? "grey";
    const size = Math.min(64, 26 + 8 * Math.log10(count) * 2);
    const icon = L.divIcon({
      className: "cell-mark", html: signOf(String(count), `cell lamp-${worst}`), iconSize: [size, size],
    });
    const mark = L.marker(place(feature.geometry.coordinates), { icon, keyboard: false });
    mark.on("click", () => this.map.setView(mark.getLatLng(), this.map.getZoom() + 2));
    return mark;
  }

  shape(feature) {
    const { type, utility } = feature.properties;
    const colour = feature.properties.colour ?? colours[utility] ?? "#3a3a3a";
    const styles = {
      plot: { color: "#d00000", weight: 2, fillOpacity: 0.04 },
      disturbed: { color: "#c0651a", weight: 1, fillColor: "#d9730d", fillOpacity: 0.18 },
      crossing: { color: "#1d2326", weight: 7, opacity: 0.35 },
      route: { color: colour, weight: 4, opacity: 0.95, dashArray: dashes[utility] ?? undefined },
      other: { color: "#5f5f5f", weight: 3, opacity: 0.8, dashArray: "7 5" },
      sketch: { color: "#7b2fbf", weight: 4, opacity: 0.9 },
    };
    const group = L.featureGroup();
    const add = (coordinates, closed) => {
      const style = { ...(styles[type] ?? styles.other), bubblingMouseEvents: false };
      const positions = closed ? coordinates.map((ring) => ring.map(place)) : coordinates.map(place);
      if (type === "route" || type === "sketch") {
        L.polyline(positions, { color: "#ffffff", weight: 7, opacity: 0.9, interactive: false }).addTo(group);
      }
      (closed ? L.polygon(positions, { ...style, interactive: false }) : L.polyline(positions, style)).addTo(group);
    };
    const { type: kind, coordinates } = feature.geometry;
    if (kind === "LineString") add(coordinates, false);
    if (kind === "MultiLineString") coordinates.forEach((line) => add(line, false));
    if (kind === "Polygon") add(coordinates, true);
    if (kind === "MultiPolygon") coordinates.forEach((polygon) => add(polygon, true));
    if (kind === "Point") L.circleMarker(place(coordinates), { radius: 6, color: "#1d2326", weight: 2 }).addTo(group);
    group.on("click", () => this.options.onSelect?.(feature.id, feature));
    return group;
  }

  /// Marks one feature; null marks none.
  select(id) {
    this.selected = id;
    this.marks.clearLayers();
    for (const one of this.map.getContainer().querySelectorAll(".case-mark.chosen")) one.classList.remove("chosen");
    const found = this.shown.get(id);
    if (!found) return;
    const { type, coordinates } = found.feature.geometry;
    const style = { color: "#b3541e", weight: 11, opacity: 0.55, fill: false, interactive: false };
    if (found.feature.properties.type === "case") found.layer.setZIndexOffset(1000).getElement()?.classList.add("chosen");
    else if (type === "Point") L.circleMarker(place(coordinates), { ...style, radius: 20, weight: 4 }).addTo(this.marks);
    if (type === "LineString") L.polyline(coordinates.map(place), style).addTo(this.marks);
    if (type === "MultiLineString") L.polyline(coordinates.map((line) => line.map(place)), style).addTo(this.marks);
  }

  /// Moves the map to what is marked, if it cannot be seen.
  reveal(id) {
    const found = this.shown.get(id);
    if (!found) return;
    const { type, coordinates } = found.feature.geometry;
    const points = type === "Point" ? [coordinates] : type === "LineString" ? coordinates : coordinates.flat();
    const bounds = L.latLngBounds(points.map(place));
    if (!this.map.getBounds().contains(bounds)) this.map.panInside(bounds.getCenter(), { padding: [60, 60] });
  }
}
