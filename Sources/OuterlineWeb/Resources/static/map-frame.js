// What stands around every map of the desk: list of layers, coordinates, scale. Used by the map page and the route page.

import { CityMap, routeSwatch, signOf, words } from "./map-adapter.js";
import { lonLat } from "./map-geometry.js";

/// Asks the desk for JSON; a problem becomes an error with its code and help.
export async function ask(address, options = {}) {
  const answer = await fetch(address, { ...options, headers: { Accept: "application/json", ...options.headers } });
  const body = await answer.json().catch(() => ({}));
  if (answer.ok) return body;
  throw new Error([body.code, body.detail, body.help].filter(Boolean).join(" · ") || `HTTP ${answer.status}`);
}

const metres = (value) => value.toFixed(2);
const degrees = (value) => value.toFixed(6);

/// Makes the map of a page from its markup; null if the desk has none.
///
/// - options: as of `CityMap`; `onPlace` is called after the exact coordinates were asked for; `overlays` are those the
///   list of layers has switches for, `off` the layers that are not shown at first, `onLayers` is told of a switch.
export async function frame(root, options = {}) {
  const element = root.querySelector("[data-map]");
  const texts = words(element);
  const note = root.querySelector("[data-map-note]");
  const readout = root.querySelector("[data-map-readout]");
  const scale = root.querySelector("[data-map-scale]");
  const tell = (text) => {
    note.textContent = text;
    note.hidden = !text;
  };
  let description;
  try {
    description = await ask("/api/map");
  } catch (error) {
    tell(`${texts.map_failed} ${error.message}`);
    return null;
  }
  const precise = description.control ? Math.max(0.01, description.control.error_m) : null;
  const put = (x, y, place, exact) => {
    readout.textContent = [
      `${description.crs}  E ${metres(x)}  N ${metres(y)}`,
      place ? `${texts.longitude} ${degrees(place[0])}°  ${texts.latitude} ${degrees(place[1])}°` : "",
      place && !exact ? `±${precise.toFixed(2)} m` : "",
    ].filter(Boolean).join("   ");
  };
  const map = new CityMap(element, description, {
    ...options,
    words: texts,
    onPointer: (x, y) => put(x, y, description.control ? lonLat(description.control, x, y) : null, false),
    onPlace: async (x, y) => {
      try {
        const place = await ask(`/api/map/coordinates?x=${x}&y=${y}`);
        put(place.x, place.y, [place.longitude, place.latitude], true);
      } catch { /* what the pointer showed stays */ }
      options.onPlace?.(x, y);
    },
  });
  const rescale = () => { scale.textContent = `1:${Math.round(map.scale)}`; };
  map.onMove = (view) => {
    rescale();
    options.onMove?.(view);
  };
  rescale();
  const asOf = root.querySelector("[data-map-as-of]");
  if (asOf) asOf.textContent = description.network_as_of ?? "—";
  const off = new Set(options.off ?? []);
  const list = root.querySelector("[data-map-legend]");
  const layers = () => {
    map.setGroups(map.groups.filter((id) => !off.has(id)));
    options.onLayers?.();
  };
  if (options.overlays) worksLegend(list, options.overlays, texts, off, layers);
  legend(list, description, element.dataset.language, off, layers);
  map.setGroups(map.groups.filter((id) => !off.has(id)));
  new ResizeObserver(() => map.resized()).observe(element);
  tell(description.extent ? "" : texts.map_empty);
  return {
    map, description, texts, tell, off: () => [...off].sort(),
    overlays: () => (options.overlays ?? []).filter((name) => !off.has(name)),
  };
}

/// A line of the list of layers with its switch.
function layer(id, title, off, changed) {
  const item = document.createElement("li");
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = !off.has(id);
  box.addEventListener("change", () => {
    if (box.checked) off.delete(id); else off.add(id);
    changed();
  });
  label.className = "tick";
  label.append(box, title);
  const signs = document.createElement("ul");
  item.append(label, signs);
  return { item, signs };
}

function entry(signs, sign, title) {
  const line = document.createElement("li");
  sign.setAttribute("aria-hidden", "true");
  line.append(sign, title);
  signs.append(line);
}

/// Cases, routes and crossings: what their marks mean.
function worksLegend(list, overlays, texts, off, changed) {
  for (const name of overlays) {
    const { item, signs } = layer(name, texts[`layer_${name}`], off, changed);
    if (name === "cases") {
      for (const light of ["red", "yellow", "green", "grey", "none"]) {
        entry(signs, signOf(texts[`shape_${light}`], `legend-lamp lamp lamp-${light}`), texts[`light_${light}`]);
      }
    }
    if (name === "routes") {
      for (const utility of ["water", "gas", "heat"]) entry(signs, routeSwatch(utility), `${texts[utility]} ${texts[`short_${utility}`]}`);
    }
    if (name === "crossings" || name === "disturbed") {
      entry(signs, signOf("", `swatch swatch-${name}`), texts[`layer_${name}`]);
    }
    list.append(item);
  }
}

/// The ground: a switch for each group of layers, and what its lines and areas mean.
function legend(list, description, language, off, changed) {
  const say = (title) => (language === "zh" ? title.zh : title.en);
  for (const group of description.groups) {
    const entries = group.legend.filter((one) => one.present);
    if (entries.length === 0) continue;
    const { item, signs } = layer(group.id, say(group.title), off, changed);
    for (const one of entries) {
      const swatch = signOf("", `swatch swatch-${one.kind}`);
      if (one.fill) swatch.style.backgroundColor = one.fill;
      if (one.line) swatch.style.borderColor = one.line;
      entry(signs, swatch, say(one.title));
    }
    list.append(item);
  }
}
