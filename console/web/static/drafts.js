// Drafts: what is typed into a control with data-draft stays on this device until it was sent.

const PREFIX = "callboard:draft:";
const PENDING = "callboard:sent";

const storage = (name) => { try { return window[name]; } catch { return null; } };
const keep = storage("localStorage"), session = storage("sessionStorage");
const keyOf = (control) => `${PREFIX}${document.body.dataset.person ?? ""}:${control.dataset.draft}`;
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
      else keep?.removeItem(keyOf(control));
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
    note(control);
  }
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
    keep?.removeItem(keyOf(control));
    line.remove();
    control.focus();
  });
  line.append("Restored from this device. ", drop);
  control.closest(".field")?.append(line) ?? control.after(line);
}

/** The form was sent and taken: its drafts are no longer needed. */
export function clearDrafts(form) {
  for (const control of drafted(form)) keep?.removeItem(keyOf(control));
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
  for (const key of keys) if (done || !asked.has(key)) keep?.removeItem(key);
}

/** Forget all drafts of everybody: somebody signs out of this device. */
export function clearAllDrafts() {
  for (const key of Object.keys(keep ?? {})) if (key.startsWith(PREFIX)) keep.removeItem(key);
}
