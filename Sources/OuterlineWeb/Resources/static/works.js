// The works: list, map and detail select each other; the address is the state. Without this, plain links do the same.

import { ask, frame } from "./map-frame.js";
import { boxOfMost } from "./map-geometry.js";

const desk = document.querySelector("[data-desk]");
const detail = desk.querySelector("[data-detail]");
const count = desk.querySelector("[data-map-count]");
/// What of the address belongs to the map and is kept when a link leads elsewhere.
const ofMap = ["x", "y", "level", "off"];
/// What of the address says which cases are shown.
const ofFilter = ["q", "standing", "stage", "utility", "light", "representative", "district", "mine"];

let parts = null;
let latest = 0;
let timer = 0;
let focused = null;

const field = (name) => new URL(location.href).searchParams.get(name);
const selected = () => field("case");

parts = await frame(desk, {
  overlays: ["cases", "routes", "crossings", "disturbed"],
  off: (field("off") ?? "").split(",").filter(Boolean),
  onMove: () => { keep(); later(); },
  onLayers: () => { keep(); load(); },
  onSelect: (id, feature) => { if (feature.properties.case) choose(feature.properties.case, true); },
});
if (parts) {
  const at = ["x", "y", "level"].map((name) => (field(name) === null ? NaN : Number(field(name))));
  if (at.every(Number.isFinite)) parts.map.setView({ x: at[0], y: at[1], level: at[2] });
  else if (!selected()) await home();
  await focus(at.every(Number.isFinite));
  load();
}

// MARK: The address

/// Writes the view of the map into the address, so that a link shows the same.
function keep() {
  if (!parts || parts.map.isHidden) return;
  const url = new URL(location.href);
  const view = parts.map.view();
  url.searchParams.set("x", view.x.toFixed(1));
  url.searchParams.set("y", view.y.toFixed(1));
  url.searchParams.set("level", view.level);
  const off = parts.off();
  if (off.length > 0) url.searchParams.set("off", off.join(",")); else url.searchParams.delete("off");
  history.replaceState(null, "", url);
}

/// Goes to an address of this page and loads what changes.
function go(address, pane) {
  const url = new URL(address, location.href);
  const now = new URL(location.href);
  for (const name of ofMap) if (now.searchParams.has(name)) url.searchParams.set(name, now.searchParams.get(name));
  history.pushState(null, "", url);
  show(pane);
  detail.setAttribute("aria-busy", "true");
  document.dispatchEvent(new CustomEvent("desk:load"));
}

function choose(id, fromMap) {
  const url = new URL(location.href);
  if (id) url.searchParams.set("case", id); else url.searchParams.delete("case");
  url.searchParams.delete("pane");
  go(url, id ? "detail" : "list");
  if (fromMap) desk.querySelector(`tr[id="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "nearest" });
}

/// What a narrow screen shows.
function show(pane) {
  desk.dataset.pane = pane;
  for (const tab of desk.querySelectorAll("[data-tab]")) {
    if (tab.dataset.tab === pane) tab.setAttribute("aria-current", "page"); else tab.removeAttribute("aria-current");
  }
  parts?.map.resized();
}

desk.addEventListener("click", (event) => {
  if (event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const tab = event.target.closest("a[data-tab]");
  if (tab) {
    event.preventDefault();
    const url = new URL(location.href);
    url.searchParams.set("pane", tab.dataset.tab);
    history.replaceState(null, "", url);
    show(tab.dataset.tab);
    return;
  }
  const link = event.target.closest("a[data-select]") ?? event.target.closest("table.works tr")?.querySelector("a[data-select]");
  if (!link || (event.target.closest("a") && event.target.closest("a") !== link)) return;
  event.preventDefault();
  choose(link.dataset.select, false);
});

// Up and down go from case to case.
desk.addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !event.target.matches?.("table.works a[data-select]")) return;
  const links = [...desk.querySelectorAll("table.works a[data-select]")];
  const next = links[links.indexOf(event.target) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
});

desk.querySelector("[data-filter]").addEventListener("submit", (event) => {
  for (const name of ofMap) {
    if (field(name) === null) continue;
    const input = document.createElement("input");
    Object.assign(input, { type: "hidden", name, value: field(name) });
    event.target.append(input);
  }
});

addEventListener("popstate", () => {
  show(field("pane") ?? (selected() ? "detail" : "list"));
  document.dispatchEvent(new CustomEvent("desk:load"));
});

// The page was loaded again: by a choice, or since somebody recorded something.
document.addEventListener("desk:loaded", async () => {
  detail.removeAttribute("aria-busy");
  if (selected() !== focused) detail.scrollTop = 0;
  await focus(false);
  load();
});

// MARK: The map

/// Shows the plot and the route of the case that is looked at.
async function focus(isPlaced) {
  if (!parts) return;
  const id = selected();
  const isNew = id !== focused;
  focused = id;
  parts.map.select(id);
  if (!id) {
    parts.map.focus([]);
    return;
  }
  try {
    const found = await ask(`/api/cases/${encodeURIComponent(id)}/map`);
    if (focused !== id) return;
    parts.map.focus(found.features, isNew && !isPlaced);
  } catch {
    parts.map.focus([]);
  }
}

/// The first view: where most of the listed cases are.
async function home() {
  const { extent } = parts.description;
  if (!extent) return;
  try {
    const found = await ask(`/api/map/features?${inWindow(extent)}&layers=cases&limit=200`);
    const box = boxOfMost(found.features);
    if (box) parts.map.fit(box);
  } catch { /* the whole ground stays, and loading it tells why */ }
}

/// The listed cases in a box, as a query.
function inWindow(box) {
  const query = new URLSearchParams();
  for (const name of ofFilter) if (field(name)) query.set(name, field(name));
  query.set("box", box.map((one) => one.toFixed(2)).join(","));
  return query;
}

function later() {
  clearTimeout(timer);
  timer = setTimeout(load, 150);
}

/// What is worth showing at a scale; the rest would be one blot.
function wanted(scale) {
  const coarsest = { cases: Infinity, routes: 32000, crossings: 8000, disturbed: 4000 };
  return parts.overlays().filter((name) => scale <= coarsest[name]);
}

async function load() {
  if (!parts || parts.map.isHidden) return;
  const turn = latest += 1;
  const { texts } = parts;
  const layers = wanted(parts.map.scale);
  if (layers.length === 0) { parts.map.show([]); return; }
  const query = inWindow(parts.map.view().box);
  const window = (names, limit) => {
    query.set("layers", names.join(","));
    query.set("limit", limit);
    return names.length > 0 ? ask(`/api/map/features?${query}`) : { features: [], too_many: [] };
  };
  try {
    // Marks would lie on each other in a coarse view: there cases are counted sooner.
    const [found, lines] = await Promise.all([
      window(layers.filter((name) => name === "cases"), parts.map.scale <= 4000 ? 500 : 40),
      window(layers.filter((name) => name !== "cases"), 1000),
    ]);
    if (turn !== latest) return;
    parts.map.show([...lines.features, ...found.features]);
    parts.map.select(selected());
    const told = [];
    if (found.cases !== undefined) told.push((found.cell_m ? texts.map_counted : texts.map_cases).replace("{n}", found.cases));
    if (found.unplaced) told.push(texts.map_unplaced.replace("{n}", found.unplaced));
    if (lines.too_many.length > 0) {
      told.push(`${texts.map_too_many} ${lines.too_many.map((name) => texts[`layer_${name}`]).join(texts.list_comma)}`);
    }
    count.textContent = told.join(" · ");
    parts.tell("");
  } catch (error) {
    if (turn === latest) parts.tell(`${texts.map_failed} ${error.message}`);
  }
}
