// Live updates: pages work without this; with it, what others record appears without loading the page again.

const note = document.getElementById("live");
const parts = [...document.querySelectorAll("[data-live]")];

function say(key, values = {}) {
  if (!note) return;
  let text = note.dataset[key] ?? "";
  for (const [name, value] of Object.entries(values)) text = text.replace(`{${name}}`, value);
  note.textContent = text;
  note.hidden = false;
}

function hush(after = 0) {
  setTimeout(() => { if (note) note.hidden = true; }, after);
}

let loading = false;
let again = false;

/// Loads this page once more and swaps the parts that show works; what is being typed elsewhere stays.
///
/// - marks: whether what changed is marked, since others changed it.
async function refresh(marks = true) {
  if (loading) { again = true; return; }
  loading = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "error" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const part of document.querySelectorAll("[data-live]")) {
      const next = fresh.getElementById(part.id);
      if (!next || next.innerHTML === part.innerHTML) continue;
      const open = [...part.querySelectorAll("details[open]")].map((one) => [...part.querySelectorAll("details")].indexOf(one));
      const focus = part.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
      const place = document.importNode(next, true);
      part.replaceWith(place);
      const details = place.querySelectorAll("details");
      for (const index of open) if (details[index]) details[index].open = true;
      if (focus) [...place.querySelectorAll("a")].find((one) => one.getAttribute("href") === focus)?.focus();
      if (marks) place.classList.add("fresh");
    }
  } catch {
    // The stream tells when the desk is there again.
  } finally {
    loading = false;
    if (again) { again = false; refresh(marks); } else document.dispatchEvent(new CustomEvent("desk:loaded"));
  }
}

// A page has gone to another of its addresses.
document.addEventListener("desk:load", () => refresh(false));

/// Whether a change touches what this page shows.
function isShown(message) {
  if (parts.some((part) => part.dataset.live === "works")) return true;
  const own = document.querySelector("[data-case]")?.dataset.case;
  return message.reload || message.cases.some((one) => one.case === own);
}

function onChange(event) {
  const message = JSON.parse(event.data);
  if (!isShown(message)) return;
  const own = document.querySelector("[data-case]")?.dataset.case;
  const last = message.cases.find((one) => one.case === own) ?? message.cases.at(-1);
  if (last) say("changed", { actor: last.actor, case: last.case }); else say("reload");
  hush(8000);
  // A form that is being filled in is left alone; the desk tells of the change when it is sent.
  if (parts.length > 0) refresh();
}

if ("signedIn" in document.body.dataset && (parts.length > 0 || document.querySelector("[data-step]"))) {
  const source = new EventSource(`/live?after=${document.body.dataset.position}`);
  source.addEventListener("change", onChange);
  source.addEventListener("open", () => hush());
  source.addEventListener("error", () => { if (source.readyState !== EventSource.CLOSED) say("lost"); });
  addEventListener("pagehide", () => source.close());
}

document.querySelector(".problems")?.focus();
