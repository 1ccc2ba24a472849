// The one module that knows the map library (Leaflet of the system package). Positions are metres of the project's own
// coordinate system, east first; nothing is ever put into the page as HTML.

import * as L from "/leaflet/leaflet.esm.js";

/// Longitude and latitude between the control points of a map: parabolas over squares of three by three.
export function lonLat(control, x, y) {
  const square = (way, count) => {
    const first = Math.min(count - 3, Math.max(0, Math.floor(way / 2) * 2));
    return [way - first, first];
  };
  const weights = (t) => [(t - 1) * (t - 2) / 2, t * (2 - t), t * (t - 1) / 2];
  const [u, column] = square((x - control.west) / control.step_x, control.columns);
  const [v, row] = square((y - control.south) / control.step_y, control.rows);
  const across = weights(u), up = weights(v);
  let longitude = 0, latitude = 0;
  for (let i = 0; i < 3; i += 1) {
    for (let j = 0; j < 3; j += 1) {
      const index = (row + i) * control.columns + column + j;
      longitude += up[i] * across[j] * control.longitudes[index];
      latitude += up[i] * across[j] * control.latitudes[index];
    }
  }
  return [longitude, latitude];
}

/// The part of a line between two chainages in metres.
export function stretch(line, from, to) {
  const points = [];
  let way = 0;
  for (let index = 1; index < line.length; index += 1) {
    const [a, b] = [line[index - 1], line[index]];
    const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    const at = (chainage) => {
      const t = length > 0 ? (chainage - way) / length : 0;
      return [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
    };
    if (way + length >= from && way <= to) {
      if (points.length === 0) points.push(at(Math.max(from, way)));
      points.push(at(Math.min(to, way + length)));
    }
    way += length;
  }
  return points;
}

const place = ([x, y]) => L.latLng(y, x);
const colours = { water: "#0093a8", gas: "#c010c0", heat: "#d96a00" };

/// Reads the words a page gives with an element.
export const words = (element) => JSON.parse(element.dataset.words ?? "{}");

function signOf(text, className) {
  const sign = document.createElement("span");
  sign.className = className;
  sign.textContent = text;
  return sign;
}

export class CityMap {
  /// - element: where the map goes.
  /// - description: `/api/map`.
  /// - options: `words`, `onMove(view)`, `onPointer(x, y)`, `onPlace(x, y)`, `onSelect(id)`.
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
    this.marks = L.layerGroup().addTo(this.map);
    this.sketch = L.layerGroup().addTo(this.map);
    this.shown = new Map();
    this.sketched = null;
    this.map.on("moveend", () => options.onMove?.(this.view()));
    this.map.on("mousemove", (event) => options.onPointer?.(event.latlng.lng, event.latlng.lat));
    this.map.on("click", (event) => this.clicked(event.latlng.lng, event.latlng.lat));
    this.home();
    this.setGroups(this.groups);
  }

  // MARK: Where

  home() {
    const extent = this.description.extent;
    if (extent) this.fit(extent, 0.02); else this.map.setView(place(this.description.corner), 3);
  }

  /// Shows a box of west, south, east, north.
  fit([west, south, east, north], margin = 0.15, closest = 12) {
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

  resized() { this.map.invalidateSize(); }

  // MARK: Ground

  /// Shows these groups of layers under everything else.
  setGroups(ids) {
    const shown = this.groups.filter((id) => ids.includes(id));
    const before = this.tiles;
    this.tiles = null;
    if (shown.length > 0) {
      const density = devicePixelRatio > 1 ? 2 : 1;
      const revision = encodeURIComponent(this.description.revision);
      const address = `/api/map/tiles/${shown.join("+")}/{z}/{x}/{y}?density=${density}&v=${revision}`;
      const [west, south, east, north] = this.description.extent ?? [0, 0, 0, 0];
      const bounds = this.description.extent ? [[south - 500, west - 500], [north + 500, east + 500]] : undefined;
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
    if (this.selected) this.select(this.selected);
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
      route: { color: colour, weight: 4, opacity: 0.95 },
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
    const found = this.shown.get(id);
    if (!found) return;
    const { type, coordinates } = found.feature.geometry;
    const style = { color: "#b3541e", weight: 11, opacity: 0.55, fill: false, interactive: false };
    if (type === "Point") L.circleMarker(place(coordinates), { ...style, radius: 20, weight: 4 }).addTo(this.marks);
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

  // MARK: Drawing

  clicked(x, y) {
    if (this.sketched) this.addPoint(x, y); else this.options.onPlace?.(x, y);
  }

  /// Every click adds a point from now on; `onChange(points)` is told.
  startSketch(onChange, points = []) {
    this.sketched = { points: [...points], onChange };
    this.map.doubleClickZoom.disable();
    this.map.getContainer().classList.add("sketching");
    this.drawSketch();
  }

  addPoint(x, y) {
    this.sketched?.points.push([Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]);
    this.drawSketch();
  }

  undoPoint() {
    this.sketched?.points.pop();
    this.drawSketch();
  }

  /// Ends drawing; the line stays on the map.
  endSketch() {
    const points = this.sketched?.points ?? [];
    this.sketched = null;
    this.map.doubleClickZoom.enable();
    this.map.getContainer().classList.remove("sketching");
    return points;
  }

  drawSketch() {
    if (!this.sketched) return;
    this.showSketch(this.sketched.points);
    this.sketched.onChange?.(this.sketched.points);
  }

  showSketch(points) {
    this.sketch.clearLayers();
    const line = points.map(place);
    L.polyline(line, { color: "#ffffff", weight: 7, interactive: false }).addTo(this.sketch);
    L.polyline(line, { color: "#7b2fbf", weight: 4, interactive: false }).addTo(this.sketch);
    for (const point of line) {
      L.circleMarker(point, { radius: 4, color: "#7b2fbf", fillColor: "#fff", fillOpacity: 1, weight: 2, interactive: false })
        .addTo(this.sketch);
    }
  }
}
