// Drafts: what is typed into a control with data-draft stays on this device until it was sent.

const PREFIX = "callboard:draft:";
const PENDING = "callboard:sent";
//: The keys under which drafts were sent without an answer: a page loaded anew sends them again so.
const KEYS = "callboard:key:";

const storage = (name) => { try { return window[name]; } catch { return null; } };
const keep = storage("localStorage"), session = storage("sessionStorage");
const keyOf = (control) => `${PREFIX}${document.body.dataset.person ?? ""}:${control.dataset.draft}`;
const keysOf = (control) => KEYS + keyOf(control);
const drafted = (root) => [...root.querySelectorAll("[data-draft]")].filter((one) => one.type !== "password" && one.type !== "file");

/** Restore drafts in a page that has just been made, and forget those that were sent. */
export function startDrafts() {
  forgetSent();
  restoreDrafts(document);
}

/** Keep what is typed, from now on; to be called once. */
export function watchDrafts() {
  document.addEventListener("input", (event) => {
    const control = event.target;
    if (!control.dataset?.draft || control.type === "password") return;
    try {
      if (control.value && control.value !== control.defaultValue) keep?.setItem(keyOf(control), control.value);
      else forget(keyOf(control));
    } catch { /* the device keeps nothing: the page still does */ }
  });
  addEventListener("callboard:shown", () => restoreDrafts(document));
}

function restoreDrafts(root) {
  for (const control of drafted(root)) {
    const kept = keep?.getItem(keyOf(control));
    if (!kept || control.value === kept || control.value !== control.defaultValue) continue;
    if (control.value) continue; // what the server sent back is what was typed last
    control.value = kept;
    restoreKey(control);
    note(control);
  }
}

function restoreKey(control) {
  const [action, key] = JSON.parse(keep?.getItem(keysOf(control)) ?? "[]");
  const field = control.form?.elements.namedItem("key");
  if (field && key && action === control.form.getAttribute("action")) field.value = key;
}

function forget(name) {
  keep?.removeItem(name);
  keep?.removeItem(KEYS + name);
}

/** Nobody knows whether a form arrived: sent again, from this page or after a reload, it is the same. */
export function keepKey(form) {
  const key = form.elements.namedItem("key")?.value;
  try {
    if (key) for (const control of drafted(form)) keep?.setItem(keysOf(control), JSON.stringify([form.getAttribute("action"), key]));
  } catch { /* the device keeps nothing: the page still does */ }
}

function note(control) {
  const line = document.createElement("p");
  line.className = "draft-note";
  line.dataset.own = "";
  const drop = document.createElement("button");
  drop.type = "button";
  drop.textContent = "Discard";
  drop.addEventListener("click", () => {
    control.value = control.defaultValue;
    forget(keyOf(control));
    line.remove();
    control.focus();
  });
  line.append("Restored from this device. ", drop);
  control.closest(".field")?.append(line) ?? control.after(line);
}

/** The form was sent and taken: its drafts are no longer needed. */
export function clearDrafts(form) {
  for (const control of drafted(form)) forget(keyOf(control));
  form.querySelectorAll(".draft-note").forEach((one) => one.remove());
}

/** What a page came back with is a draft until it was taken. */
export function keepDrafts() {
  for (const control of drafted(document)) if (control.value) keep?.setItem(keyOf(control), control.value);
}

/** The form is being sent without the script's help: whether it was taken, the next page shows. */
export function expectSent(form) {
  const keys = drafted(form).map(keyOf);
  if (keys.length) session?.setItem(PENDING, JSON.stringify(keys));
}

/** Forget what was sent: the page that came does not ask for it again, or says that it was done. */
function forgetSent() {
  const keys = JSON.parse(session?.getItem(PENDING) ?? "[]");
  session?.removeItem(PENDING);
  const asked = new Set(drafted(document).map(keyOf));
  const done = new URLSearchParams(location.search).has("said");
  for (const key of keys) if (done || !asked.has(key)) forget(key);
}

/** Forget all drafts of everybody: somebody signs out of this device. */
export function clearAllDrafts() {
  for (const key of Object.keys(keep ?? {})) if (key.startsWith(PREFIX) || key.startsWith(KEYS)) keep.removeItem(key);
}
