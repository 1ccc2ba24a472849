// The map page: the same cases on the map and in the table, each selecting the other; the address is the state.

import { ask, frame } from "./map-frame.js";

const root = document.querySelector("[data-map-page]");
const table = root.querySelector("[data-map-rows]");
const count = root.querySelector("[data-map-count]");
const filter = new URLSearchParams(new FormData(root.querySelector("form")));
const address = new URL(location.href);
let selected = address.searchParams.get("case");
let latest = 0;

const parts = await frame(root, { onMove: () => { keep(); later(); }, onSelect: (id, feature) => select(id, feature, true) });
if (parts) {
  const at = ["x", "y", "level"].map((name) => Number(address.searchParams.get(name) ?? NaN));
  if (at.every(Number.isFinite)) parts.map.setView({ x: at[0], y: at[1], level: at[2] });
  load();
}

/// Writes the view into the address, so that a link shows the same.
function keep() {
  if (!parts) return;
  const view = parts.map.view();
  address.searchParams.set("x", view.x.toFixed(1));
  address.searchParams.set("y", view.y.toFixed(1));
  address.searchParams.set("level", view.level);
  if (selected) address.searchParams.set("case", selected); else address.searchParams.delete("case");
  history.replaceState(null, "", address);
}

let timer = 0;
function later() {
  clearTimeout(timer);
  timer = setTimeout(load, 150);
}

async function load() {
  if (!parts) return;
  const turn = latest += 1;
  const view = parts.map.view();
  const wanted = parts.map.scale <= 8000 ? "cases,routes,crossings" : parts.map.scale <= 32000 ? "cases,routes" : "cases";
  const query = new URLSearchParams(filter);
  query.set("box", view.box.map((one) => one.toFixed(2)).join(","));
  query.set("layers", wanted);
  try {
    const found = await ask(`/api/map/features?${query}`);
    if (turn !== latest) return;
    parts.map.show(found.features);
    rows(found);
    parts.tell("");
  } catch (error) {
    if (turn === latest) parts.tell(`${parts.texts.map_failed} ${error.message}`);
  }
}

function cell(row, text, label, className) {
  const one = row.insertCell();
  if (label) one.dataset.label = label;
  if (className) one.className = className;
  one.textContent = text ?? "";
  return one;
}

/// The table shows what the map shows.
function rows(found) {
  const { texts } = parts;
  const cases = found.features.filter((feature) => feature.properties.type === "case");
  const text = found.cell_m ? texts.map_counted : texts.map_cases;
  count.textContent = text.replace("{n}", found.cases ?? 0);
  table.replaceChildren();
  for (const feature of cases) {
    const { properties } = feature;
    const row = table.insertRow();
    row.dataset.id = feature.id;
    row.tabIndex = 0;
    const lamp = document.createElement("span");
    lamp.className = `lamp lamp-${properties.light}`;
    lamp.textContent = `${texts[`shape_${properties.light}`] ?? ""} ${texts[`light_${properties.light}`] ?? properties.light}`;
    row.insertCell().append(lamp);
    const head = document.createElement("th");
    head.scope = "row";
    const link = document.createElement("a");
    link.href = `/cases/${encodeURIComponent(properties.case)}`;
    link.textContent = properties.case;
    head.append(link);
    row.append(head);
    cell(row, texts[properties.utility] ?? properties.utility, texts.utility);
    cell(row, texts[`stage_${properties.stage}`] ?? properties.stage, texts.stage);
    cell(row, properties.due, texts.due, "day");
    cell(row, properties.plot, texts.plot);
    row.addEventListener("click", () => select(feature.id, feature, false));
    row.addEventListener("keydown", (event) => { if (event.key === "Enter" && event.target === row) select(feature.id, feature, false); });
  }
  if (selected) mark();
}

function select(id, feature, fromMap) {
  const own = feature.properties.case;
  if (!own) return;
  selected = own;
  parts.map.select(id);
  if (!fromMap) parts.map.reveal(id);
  mark(fromMap);
  keep();
}

function mark(scroll = false) {
  for (const row of table.rows) {
    const isOne = row.dataset.id === selected;
    row.toggleAttribute("data-selected", isOne);
    if (isOne) row.setAttribute("aria-current", "true"); else row.removeAttribute("aria-current");
    if (isOne && scroll) row.scrollIntoView({ block: "nearest" });
  }
  if (parts && selected) parts.map.select(selected);
}
