// The page of a route: alternatives, crossings and the map select each other; a line is drawn or read from a file and
// surveyed at once. Forms and tables work without this.

import { ask, frame } from "./map-frame.js";
import { boxOf, stretch } from "./map-geometry.js";

const root = document.querySelector("[data-route-page]");
const address = root.dataset.address;
const form = root.querySelector("[data-route-drawn]");
const text = form?.querySelector("textarea");
const panel = root.querySelector("[data-survey]");
const crossings = [...root.querySelectorAll("[data-crossing]")];
const alternatives = [...root.querySelectorAll("[data-route]")];

const parts = await frame(root, { onSelect: (id) => chosen(id) });
if (parts) {
  await load();
  if (form) drawing();
}

async function load() {
  const { map, tell, texts } = parts;
  try {
    // The plot and the route of the case are there at once, the alternatives when they are planned.
    const planned = "noPlot" in root.dataset ? { routes: [] } : ask(`${address}/routes`);
    const shown = await ask(`${address}/map`);
    map.show(shown.features);
    const first = boxOf(shown.features);
    if (first) map.fit(first);
    const list = await planned;
    const name = alternatives.find((row) => "selected" in row.dataset)?.dataset.route;
    const main = list.routes.find((one) => one.name === name);
    // Of the route the case has: the ground it disturbs if it is the one shown, the line if it is no alternative.
    const isPresent = !main || main.chosen;
    const features = shown.features.filter((one) => one.properties.type === "plot"
      || (isPresent && one.properties.type === "disturbed") || (!main && one.properties.type === "route"));
    for (const one of list.routes) {
      const type = one === main ? "route" : "other";
      features.push({ id: `route/${one.name}`, geometry: one.line, properties: { type, utility: list.utility } });
    }
    const line = main?.line.coordinates ?? shown.features.find((one) => one.properties.type === "route")?.geometry.coordinates;
    if (line) features.push(...crossings.map((row) => crossing(line, row)).filter(Boolean));
    map.show(features);
    const box = boxOf(features);
    if (box) map.fit(box);
    mark(crossings.find((row) => "selected" in row.dataset));
  } catch (error) {
    tell(`${texts.map_failed} ${error.message}`);
  }
}

/// The stretch of a crossing as a feature of the map.
function crossing(line, row) {
  const path = stretch(line, Number(row.dataset.from), Number(row.dataset.to));
  if (path.length === 0) return null;
  const geometry = path.length > 1 ? { type: "LineString", coordinates: path } : { type: "Point", coordinates: path[0] };
  return { id: `crossing/${row.dataset.crossing}`, geometry, properties: { type: "crossing" } };
}

/// Something on the map was chosen.
function chosen(id) {
  const [kind, name] = [id.slice(0, id.indexOf("/")), id.slice(id.indexOf("/") + 1)];
  if (kind === "route") alternatives.find((row) => row.dataset.route === name && !("selected" in row.dataset))?.querySelector("a").click();
  if (kind === "crossing") mark(crossings.find((row) => row.dataset.crossing === name), true);
}

/// Marks a crossing in the schedule and on the map, and keeps it in the address.
function mark(row, fromMap = false) {
  if (!row) return;
  for (const one of crossings) {
    one.toggleAttribute("data-selected", one === row);
    if (one === row) one.setAttribute("aria-current", "true"); else one.removeAttribute("aria-current");
  }
  const id = `crossing/${row.dataset.crossing}`;
  parts?.map.select(id);
  if (fromMap) row.scrollIntoView({ block: "nearest" }); else parts?.map.reveal(id);
  const url = new URL(location.href);
  url.searchParams.set("crossing", row.dataset.crossing);
  history.replaceState(null, "", url);
}

for (const row of crossings) {
  row.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    mark(row);
  });
}
for (const row of alternatives) {
  const show = (id) => () => parts?.map.select(id);
  row.addEventListener("mouseenter", show(`route/${row.dataset.route}`));
  row.addEventListener("mouseleave", show(null));
  row.addEventListener("focusin", show(`route/${row.dataset.route}`));
  row.addEventListener("focusout", show(null));
}

// MARK: A line of one's own

/// Drawing with the pointer or the keys, a file, or by hand in the field: the field is the truth.
function drawing() {
  const { map, texts } = parts;
  const told = form.querySelector("[data-points]");
  const draw = form.querySelector("[data-draw]");
  let isOn = false;
  const write = (points) => {
    told.textContent = points.length ? texts.route_points.replace("{n}", points.length) : "";
    form.querySelector("[name=wgs84]").checked = false;
    text.value = points.length > 1 ? JSON.stringify({ type: "LineString", coordinates: points }) : "";
    if (points.length > 1) soon();
  };
  const toggle = () => {
    isOn = !isOn;
    draw.setAttribute("aria-pressed", String(isOn));
    if (isOn) { map.sketch.start(write, points()); root.querySelector("[data-map]").focus(); } else { map.sketch.end(); draw.focus(); }
  };
  form.querySelector("[data-route-tools]").hidden = false;
  draw.setAttribute("aria-pressed", "false");
  draw.addEventListener("click", toggle);
  form.querySelector("[data-undo]").addEventListener("click", () => { if (!isOn) toggle(); map.sketch.undo(); });
  form.querySelector("[data-clear]").addEventListener("click", () => {
    if (isOn) toggle();
    map.sketch.show([]);
    write([]);
    panel.replaceChildren();
  });
  form.querySelector("[data-upload]").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    if (isOn) toggle();
    const most = Number(form.dataset.most);
    if (file.size > most) {
      told.textContent = texts.route_file_too_large.replace("{n}", most >> 20);
      return;
    }
    told.textContent = file.name;
    try {
      text.value = await file.text();
    } catch (error) {
      told.textContent = error.message;
      return;
    }
    // The same file can be taken once more when it was mended.
    event.target.value = "";
    map.sketch.show(points());
    survey();
  });
  text.addEventListener("change", () => map.sketch.show(points()));
  addEventListener("keydown", (event) => {
    if (!isOn || event.target.closest("textarea, input, button, a")) return;
    if (event.key === "Escape" || event.key === "Enter") { event.preventDefault(); toggle(); }
    if (event.key === "Backspace") { event.preventDefault(); map.sketch.undo(); }
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter?.value !== "survey") return;
    event.preventDefault();
    survey();
  });
  if (text.value) map.sketch.show(points());
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

let timer = 0;
/// A survey when nobody has set a point for a moment.
function soon() {
  clearTimeout(timer);
  timer = setTimeout(survey, 300);
}

let turn = 0;
/// Sends the form as its button would and shows the answer in its place.
async function survey() {
  clearTimeout(timer);
  const mine = turn += 1;
  panel.setAttribute("aria-busy", "true");
  const note = document.createElement("p");
  note.className = "notice";
  try {
    const body = new URLSearchParams(new FormData(form));
    body.set("take", "survey");
    body.set("part", "survey");
    const answer = await fetch(form.action, { method: "POST", body });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[data-survey-part]") ?? page.querySelector("main");
    if (mine !== turn) return;
    panel.replaceChildren(...[...(found?.childNodes ?? [])].map((node) => document.importNode(node, true)));
  } catch (error) {
    note.textContent = error.message;
    if (mine === turn) panel.replaceChildren(note);
  } finally {
    if (mine === turn) panel.removeAttribute("aria-busy");
  }
}
