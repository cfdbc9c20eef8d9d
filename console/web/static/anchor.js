// Keeps what is under the finger, has the focus or is at the top of the window where it is on the
// screen while the page changes around it.

const THINGS = "[data-key], form, button, a, h2, h3, p, dl, table, section";
//: Milliseconds for which a touch still says where somebody looks.
const FRESH = 5000;

let pointer = null;
const padded = new Set();

/** Follow where the pointer is; to be called once. */
export function watchPointer() {
  const follow = (event) => { pointer = { x: event.clientX, y: event.clientY, touch: event.pointerType !== "mouse", at: performance.now() }; };
  for (const name of ["pointermove", "pointerdown", "pointerup"]) addEventListener(name, follow, { passive: true, capture: true });
  document.documentElement.addEventListener("pointerleave", () => { if (pointer && !pointer.touch) pointer = null; });
  let settled;
  addEventListener("scroll", () => {
    clearTimeout(settled);
    settled = setTimeout(releaseGaps, 600);
  }, { passive: true });
}

/** Do `change`, and put the window so that what somebody looks at has not moved. */
export function keepingPlace(change) {
  const place = placeOf();
  const changed = change() ?? [];
  if (!place) return;
  shift(place);
  const rest = offset(place);
  if (Math.abs(rest) < 1) return;
  // The window cannot be scrolled that far: what is missing becomes a gap above, until one scrolls.
  const above = changed.filter((one) => one.contains(place.found) || one.compareDocumentPosition(place.found) & Node.DOCUMENT_POSITION_FOLLOWING).pop();
  if (!above || rest > 0) return;
  above.style.paddingTop = `${parseFloat(getComputedStyle(above).paddingTop) - rest}px`;
  padded.add(above);
}

function releaseGaps() {
  if (!padded.size) return;
  const place = placeOf();
  for (const one of padded) one.style.removeProperty("padding-top");
  padded.clear();
  if (place) shift(place);
}

/** What somebody looks at: it, what comes after it in case it goes, and how far down it is. */
function placeOf() {
  const found = lookedAt()?.closest(THINGS);
  if (!found || found.closest(".band, .newer, .connection")) return null;
  const stand = [found];
  for (let one = found.closest("[data-key]")?.nextElementSibling; one && stand.length < 6; one = one.nextElementSibling) stand.push(one);
  return { all: stand.map((one) => [one, one.getBoundingClientRect().top]), found };
}

function lookedAt() {
  const within = (one) => one && one.closest?.("main") && one;
  if (pointer && (!pointer.touch || performance.now() - pointer.at < FRESH)) {
    const under = within(document.elementFromPoint(pointer.x, pointer.y));
    if (under) return under;
  }
  const focused = within(document.activeElement);
  if (focused && focused.id !== "main") {
    const box = focused.getBoundingClientRect();
    if (box.bottom > 0 && box.top < innerHeight) return focused;
  }
  const top = (document.querySelector(".band")?.getBoundingClientRect().bottom ?? 0) + 12;
  return within(document.elementFromPoint(innerWidth / 2, Math.max(top, 0)));
}

/** How far down the place has moved; what was there may be gone, then what followed it counts. */
function offset(place) {
  const [one, top] = place.all.find(([each]) => each.isConnected) ?? [];
  if (!one) return 0;
  place.found = one;
  return one.getBoundingClientRect().top - top;
}

function shift(place) {
  const moved = offset(place);
  if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
}
