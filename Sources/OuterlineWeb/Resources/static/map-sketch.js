// A line that is drawn on the map, point by point: with the pointer, or with the keys and the cross in the middle.
// Beside map-adapter.js the only module that knows the map library.

import * as L from "/leaflet/leaflet.esm.min.js";

export class Sketch {
  constructor(map) {
    this.map = map;
    this.layer = L.layerGroup().addTo(map);
    /// Points and `onChange(points)` while a line is drawn; else null.
    this.drawn = null;
    map.getContainer().addEventListener("keydown", (event) => this.typed(event));
  }

  get isOn() { return this.drawn !== null; }

  /// Every click adds a point from now on; `onChange(points)` is told.
  start(onChange, points = []) {
    this.drawn = { points: [...points], onChange };
    this.map.doubleClickZoom.disable();
    this.map.getContainer().classList.add("sketching");
    this.draw();
  }

  add(x, y) {
    this.drawn?.points.push([Math.round(x * 1000) / 1000, Math.round(y * 1000) / 1000]);
    this.draw();
  }

  undo() {
    this.drawn?.points.pop();
    this.draw();
  }

  /// Ends drawing; the line stays on the map.
  end() {
    const points = this.drawn?.points ?? [];
    this.drawn = null;
    this.map.doubleClickZoom.enable();
    this.map.getContainer().classList.remove("sketching");
    return points;
  }

  show(points) {
    this.layer.clearLayers();
    const line = points.map(([x, y]) => L.latLng(y, x));
    L.polyline(line, { color: "#ffffff", weight: 7, interactive: false }).addTo(this.layer);
    L.polyline(line, { color: "#7b2fbf", weight: 4, interactive: false }).addTo(this.layer);
    for (const point of line) {
      L.circleMarker(point, { radius: 4, color: "#7b2fbf", fillColor: "#fff", fillOpacity: 1, weight: 2, interactive: false })
        .addTo(this.layer);
    }
  }

  /// Space sets a point where the cross is; the map's own keys move it.
  typed(event) {
    if (!this.drawn || event.key !== " ") return;
    event.preventDefault();
    const centre = this.map.getCenter();
    this.add(centre.lng, centre.lat);
  }

  draw() {
    if (!this.drawn) return;
    this.show(this.drawn.points);
    this.drawn.onChange?.(this.drawn.points);
  }
}
