// What stands around every map of the desk: list of layers, coordinates, scale. Used by the map page and the route page.

import { CityMap, lonLat, words } from "./map-adapter.js";

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
/// - options: as of `CityMap`; `onPlace` is called after the exact coordinates were asked for.
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
    onMove: (view) => {
      scale.textContent = `1:${Math.round(map?.scale ?? 0) || ""}`;
      options.onMove?.(view);
    },
  });
  scale.textContent = `1:${Math.round(map.scale)}`;
  const asOf = root.querySelector("[data-map-as-of]");
  if (asOf) asOf.textContent = description.network_as_of ?? "—";
  legend(root.querySelector("[data-map-legend]"), description, map, element.dataset.language);
  addEventListener("resize", () => map.resized());
  tell(description.extent ? "" : texts.map_empty);
  return { map, description, texts, tell };
}

/// The list of layers: a switch for each group, and what its lines and areas mean.
function legend(list, description, map, language) {
  const say = (title) => (language === "zh" ? title.zh : title.en);
  const shown = new Set(map.groups);
  for (const group of description.groups) {
    const entries = group.legend.filter((entry) => entry.present);
    if (entries.length === 0) continue;
    const item = document.createElement("li");
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.checked = true;
    box.addEventListener("change", () => {
      if (box.checked) shown.add(group.id); else shown.delete(group.id);
      map.setGroups([...shown]);
    });
    label.className = "tick";
    label.append(box, say(group.title));
    const signs = document.createElement("ul");
    for (const entry of entries) {
      const line = document.createElement("li");
      const swatch = document.createElement("span");
      swatch.className = `swatch swatch-${entry.kind}`;
      swatch.setAttribute("aria-hidden", "true");
      if (entry.fill) swatch.style.backgroundColor = entry.fill;
      if (entry.line) swatch.style.borderColor = entry.line;
      line.append(swatch, say(entry.title));
      signs.append(line);
    }
    item.append(label, signs);
    list.append(item);
  }
}
