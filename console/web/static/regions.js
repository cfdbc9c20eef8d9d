// News for the regions of a page: shown at once, or held while somebody taps, writes or marks there.

import { keepingPlace } from "./anchor.js";
import { isTyped, morph } from "./morph.js";

//: Milliseconds for which a tap holds the page still, after which a finger is no longer believed to
//: be down, between looks at what is held, and after which people are told that something is.
const AFTER_TAP = 1000, LONG = 10000, LOOK = 200, UNTOLD = 1500;

const waiting = new Map();
let down = 0, lastTap = -Infinity, looking = null, chip = null, since = 0;

/** Follow taps; to be called once. */
export function watchTaps() {
  const on = (name, act) => addEventListener(name, act, { passive: true, capture: true });
  on("pointerdown", () => { down += 1; lastTap = performance.now(); });
  for (const name of ["pointerup", "pointercancel"]) on(name, () => { down = Math.max(0, down - 1); lastTap = performance.now(); });
  on("blur", (event) => { if (event.target === window) down = 0; });
}

/** A region is to look like this: its HTML, or the element of a newer page. */
export function offer(name, fresh) {
  const region = regionOf(name);
  if (!region) return;
  waiting.set(name, typeof fresh === "string" ? parsed(name, fresh) : fresh);
  look();
}

/** Show everything that is held. */
export function showAll() {
  apply([...waiting.keys()]);
}

const regionOf = (name) => document.querySelector(`[data-live="${CSS.escape(name)}"]`);

/** The new region; its HTML may be that of the whole section or of what is in it. */
function parsed(name, html) {
  const made = document.createElement("template");
  made.innerHTML = html;
  const only = made.content.children.length === 1 ? made.content.firstElementChild : null;
  return only?.dataset?.live === name ? only : made.content;
}

function look() {
  clearTimeout(looking);
  const tapping = performance.now() - lastTap < (down > 0 ? LONG : AFTER_TAP);
  const free = [...waiting.keys()].filter((name) => (!tapping && !isBusy(regionOf(name))) || isNow(regionOf(name)));
  if (free.length) apply(free);
  if (waiting.size) looking = setTimeout(look, LOOK);
  since = waiting.size ? since || performance.now() : 0;
  showChip(waiting.size > 0 && performance.now() - since > UNTOLD);
}

/** Whether nothing can be done in a region, so that nothing in it has to wait: the Wall. */
const isNow = (region) => region?.dataset.liveNow !== undefined;

/** Whether somebody writes or marks text in a region. */
function isBusy(region) {
  if (!region) return false;
  const form = document.activeElement?.closest?.("form");
  if (form && region.contains(form) && document.activeElement.matches("input, textarea, select") && isTyped(form)) return true;
  const marked = getSelection();
  return marked.rangeCount > 0 && !marked.isCollapsed && marked.getRangeAt(0).intersectsNode(region);
}

function apply(names) {
  keepingPlace(() => names.map((name) => {
    const region = regionOf(name), fresh = waiting.get(name);
    waiting.delete(name);
    if (region && fresh) flash(morph(region, fresh));
    return region;
  }).filter(Boolean));
  dispatchEvent(new CustomEvent("callboard:shown"));
  if (!waiting.size) showChip(false);
}

function flash(added) {
  for (const one of added) {
    one.classList.add("is-new");
    setTimeout(() => one.classList.remove("is-new"), 3000);
  }
}

/** The chip lies over the page, so that nothing moves; it can be tapped a moment after it came. */
function showChip(wanted) {
  if (!wanted) {
    chip?.remove();
    chip = null;
  } else if (!chip) {
    chip = document.createElement("button");
    chip.type = "button";
    chip.className = "newer is-arriving";
    chip.textContent = "Newer: show";
    chip.addEventListener("click", showAll);
    document.body.append(chip);
    setTimeout(() => chip?.classList.remove("is-arriving"), 500);
  }
}
