// The page of a route: alternatives, crossings and the map select each other; a line is drawn or read from a file and
// surveyed at once. Forms and tables work without this.

import { stretch } from "./map-adapter.js";
import { ask, frame } from "./map-frame.js";

const root = document.querySelector("[data-route-page]");
const own = root.dataset.case;
const address = root.dataset.address;
const asked = new URL(location.href).searchParams.get("route");
const form = root.querySelector("[data-route-drawn]");
const text = form?.querySelector("textarea");
const crossings = [...root.querySelectorAll("[data-crossing]")];
const alternatives = [...root.querySelectorAll("[data-route]")];

const parts = await frame(root, { onSelect: (id) => selected(id) });
if (parts) await load();

async function load() {
  const { map, tell, texts } = parts;
  try {
    const [shown, list] = await Promise.all([ask(`${address}/map`), ask(`${address}/routes`)]);
    const name = alternatives.find((row) => "selected" in row.dataset)?.dataset.route ?? asked;
    const main = list.routes.find((one) => one.name === name);
    const features = shown.features.filter((one) => one.properties.type === "plot"
      || (!main && one.properties.type !== "crossing") || (main?.chosen && one.properties.type === "disturbed"));
    for (const one of list.routes) {
      const type = one === main ? "route" : "other";
      features.push({ id: `route/${one.name}`, geometry: one.line, properties: { type, utility: list.utility } });
    }
    const line = main?.line.coordinates
      ?? shown.features.find((one) => one.properties.type === "route")?.geometry.coordinates;
    if (line) {
      for (const row of crossings) {
        const path = stretch(typeof line[0][0] === "number" ? line : line[0], Number(row.dataset.from), Number(row.dataset.to));
        const geometry = path.length > 1 ? { type: "LineString", coordinates: path } : path.length === 1 ? { type: "Point", coordinates: path[0] } : null;
        if (geometry) features.push({ id: `crossing/${row.dataset.crossing}`, geometry, properties: { type: "crossing" } });
      }
    }
    features.sort((a, b) => (a.properties.type === "route") - (b.properties.type === "route"));
    map.show(features);
    const box = bounds(features);
    if (box) map.fit(box);
  } catch (error) {
    tell(`${texts.map_failed} ${error.message}`);
  }
}

function bounds(features) {
  const points = features.flatMap((one) => one.geometry.coordinates.flat(Infinity));
  if (points.length < 2) return null;
  const [xs, ys] = [points.filter((_, index) => index % 2 === 0), points.filter((_, index) => index % 2 === 1)];
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

/// Something on the map was chosen.
function selected(id) {
  const [kind, name] = [id.slice(0, id.indexOf("/")), id.slice(id.indexOf("/") + 1)];
  if (kind === "route") {
    const row = alternatives.find((one) => one.dataset.route === name);
    row?.querySelector("a")?.click();
  }
  if (kind === "crossing") mark(crossings.find((row) => row.dataset.crossing === name), true);
}

function mark(row, fromMap) {
  if (!row) return;
  for (const one of crossings) one.toggleAttribute("data-selected", one === row);
  parts?.map.select(`crossing/${row.dataset.crossing}`);
  if (fromMap) row.scrollIntoView({ block: "nearest" }); else parts?.map.reveal(`crossing/${row.dataset.crossing}`);
}

for (const row of crossings) {
  row.addEventListener("click", () => mark(row, false));
  row.addEventListener("focus", () => mark(row, false));
}
for (const row of alternatives) {
  row.addEventListener("mouseenter", () => parts?.map.select(`route/${row.dataset.route}`));
  row.addEventListener("mouseleave", () => parts?.map.select(null));
}

if (form && parts) drawing();

/// Drawing with the pointer, a file, or by hand in the field: the field is the truth.
function drawing() {
  const { map } = parts;
  const tools = form.querySelector("[data-route-tools]");
  const told = form.querySelector("[data-points]");
  tools.hidden = false;
  let isOn = false;
  const write = (points) => {
    told.textContent = points.length ? parts.texts.route_points.replace("{n}", points.length) : "";
    form.querySelector("[name=wgs84]").checked = false;
    text.value = points.length > 1 ? JSON.stringify({ type: "LineString", coordinates: points }) : "";
    if (points.length > 1) survey();
  };
  const draw = form.querySelector("[data-draw]");
  draw.setAttribute("aria-pressed", "false");
  const toggle = () => {
    isOn = !isOn;
    draw.setAttribute("aria-pressed", String(isOn));
    if (isOn) map.startSketch(write, points()); else map.endSketch();
  };
  draw.addEventListener("click", toggle);
  form.querySelector("[data-undo]").addEventListener("click", () => { if (!isOn) toggle(); map.undoPoint(); });
  form.querySelector("[data-clear]").addEventListener("click", () => {
    if (isOn) toggle();
    map.showSketch([]);
    write([]);
    root.querySelector("[data-survey]").replaceChildren();
  });
  form.querySelector("[data-upload]").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    if (isOn) toggle();
    text.value = await file.text();
    map.showSketch(points());
    survey();
  });
  text.addEventListener("change", () => map.showSketch(points()));
  addEventListener("keydown", (event) => {
    if (!isOn || event.target === text) return;
    if (event.key === "Escape" || event.key === "Enter") { event.preventDefault(); toggle(); }
    if (event.key === "Backspace") { event.preventDefault(); map.undoPoint(); }
  });
  if (text.value) map.showSketch(points());
}

/// The points of the field in the project's system; none where it holds no line or degrees.
function points() {
  if (form.querySelector("[name=wgs84]").checked) return [];
  try {
    const value = JSON.parse(text.value);
    const geometry = value.features?.[0]?.geometry ?? value.geometry ?? value;
    return geometry.type === "LineString" ? geometry.coordinates.map(([x, y]) => [x, y]) : [];
  } catch { return []; }
}

let turn = 0;
async function survey() {
  const panel = root.querySelector("[data-survey]");
  const mine = turn += 1;
  const { texts } = parts;
  const wgs84 = form.querySelector("[name=wgs84]").checked;
  const say = (tag, value, className) => {
    const one = document.createElement(tag);
    one.textContent = value;
    if (className) one.className = className;
    return one;
  };
  try {
    const found = await ask(`${address}/survey${wgs84 ? "?crs=wgs84" : ""}`, {
      method: "POST", body: text.value,
      headers: { "Content-Type": "application/geo+json", "X-Form-Token": form.querySelector("[name=_token]").value },
    });
    if (mine !== turn) return;
    panel.replaceChildren();
    if (found.problem) {
      const note = say("p", `${texts.route_cannot_be_chosen}: ${found.problem.message}`, "notice");
      note.append(" ", say("code", found.problem.code), " ", found.problem.help ?? "");
      panel.append(note);
    }
    const figures = say("dl", "", "figures");
    const permits = found.permits.map((one) => one.permit).join(", ");
    for (const [name, value] of [
      [texts.route_length, `${found.survey.ground_length_m.toFixed(2)} m`], [texts.crossings, String(found.survey.crossings.length)],
      [texts.permits, permits || texts.none], [texts.ready_to_dig, found.ready_to_dig ?? texts.not_known],
    ]) {
      const item = document.createElement("div");
      item.append(say("dt", name), say("dd", value));
      figures.append(item);
    }
    const list = say("ul", "", "plain lines");
    for (const one of found.survey.crossings) {
      list.append(say("li", `${one.from_m.toFixed(2)}–${one.to_m.toFixed(2)} m · ${one.layer} ${one.name ?? one.features.join(", ")} · ${one.kind}`));
    }
    panel.append(figures, list);
  } catch (error) {
    if (mine === turn) panel.replaceChildren(say("p", error.message, "notice"));
  }
}
