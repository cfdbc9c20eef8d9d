// Makes a part of the page like a newer one with as few changes as possible, so that focus, what is
// typed, what is opened and where things are scrolled to stay as they are.

const TYPED = "input:not([type=hidden]), select, textarea";

/** The name by which an old and a new element are the same: data-key, else id. */
const keyOf = (node) => (node.nodeType === 1 ? node.dataset?.key ?? (node.id || null) : null);

/** Whether somebody has typed into a control, or chosen, since the server wrote it. */
export function isDirty(control) {
  if (control.matches("select")) {
    const options = [...control.options];
    const first = control.multiple ? false : !options.some((one) => one.defaultSelected);
    return options.some((one, at) => one.selected !== (first ? at === 0 : one.defaultSelected));
  }
  if (control.type === "checkbox" || control.type === "radio") return control.checked !== control.defaultChecked;
  if (control.type === "file") return control.files.length > 0;
  return control.value !== control.defaultValue;
}

/** Whether something is typed or chosen in a form that has not been sent yet. */
export function isTyped(form) {
  return [...form.querySelectorAll(TYPED)].some(isDirty);
}

/** Whether a form must be left alone: somebody writes in it, or it is on its way. */
export function isHeld(form) {
  const inside = form.contains(document.activeElement) && document.activeElement.matches(TYPED);
  return Boolean(inside || form.dataset.sending || form.dataset.unsent || isTyped(form));
}

/** Make `old` like `fresh`, an element or what is to be in it; returns the keyed elements that are new. */
export function morph(old, fresh) {
  const added = [];
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  const selection = focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : null;
  if (fresh.nodeType === 1) copyAttributes(old, fresh);
  morphChildren(old, fresh, added);
  if (focused && focused !== document.activeElement) refocus(old, focused, selection);
  return added;
}

function refocus(region, focused, selection) {
  if (!focused.isConnected) {
    region.tabIndex = -1;
    region.focus({ preventScroll: true });
    return;
  }
  focused.focus({ preventScroll: true });
  if (selection && selection[0] !== null) focused.setSelectionRange(...selection);
}

function morphChildren(old, fresh, added) {
  const keyed = new Map([...old.children].map((one) => [keyOf(one), one]).filter(([key]) => key));
  const wanted = new Set([...fresh.children].map(keyOf).filter(Boolean));
  let at = old.firstChild;
  for (const next of [...fresh.childNodes]) {
    at = withoutOutdated(at, wanted);
    const match = keyOf(next) ? sameKind(keyed.get(keyOf(next)), next) : unkeyed(at, next);
    if (!match) {
      const made = document.importNode(next, true);
      old.insertBefore(made, at);
      if (made.nodeType === 1 && made.dataset?.key) added.push(made);
      continue;
    }
    if (match === at) at = at.nextSibling;
    else old.insertBefore(match, at);
    morphNode(match, next, added);
  }
  while (at) {
    const rest = at.nextSibling;
    remove(at);
    at = rest;
  }
}

/** The first of the old nodes that is not a keyed one which is gone; those are taken out. */
function withoutOutdated(at, wanted) {
  let here = at;
  while (here && ((keyOf(here) && !wanted.has(keyOf(here))) || isOurs(here))) {
    const next = here.nextSibling;
    if (!isOurs(here)) remove(here);
    here = next;
  }
  return here;
}

const isOurs = (node) => node.nodeType === 1 && node.dataset?.own !== undefined;
const sameKind = (old, next) => (old && old.nodeName === next.nodeName ? old : null);

/** The next old node that has no key and is of the same kind, before any keyed one. */
function unkeyed(at, next) {
  let here = at;
  for (let looked = 0; here && looked < 4; here = here.nextSibling, looked += 1) {
    if (keyOf(here)) return null;
    if (here.nodeName === next.nodeName && !isOurs(here)) return here;
  }
  return null;
}

function morphNode(old, next, added) {
  if (old.nodeType !== 1) {
    if (old.data !== next.data) old.data = next.data;
    return;
  }
  if (old.isEqualNode(next) && !old.matches(TYPED)) return;
  if (old.matches("form") && isHeld(old)) {
    if (said(old) !== said(next)) noteChange(old, "This has changed since you opened it.");
    return;
  }
  if (old.matches(TYPED)) {
    if (!old.form && (isDirty(old) || old === document.activeElement)) return;
    copyAttributes(old, next);
    morphControl(old, next, added);
    return;
  }
  copyAttributes(old, next);
  morphChildren(old, next, added);
}

/** A control that nobody has touched takes the server's value. */
function morphControl(old, next, added) {
  if (old.matches("select")) {
    morphChildren(old, next, added);
    [...old.options].forEach((one) => { one.selected = one.defaultSelected; });
    if (!old.multiple && old.selectedIndex < 0) old.selectedIndex = 0;
  } else if (old.matches("textarea")) {
    if (old.defaultValue !== next.defaultValue) old.defaultValue = next.defaultValue;
    old.value = next.defaultValue;
  } else if (old.type === "checkbox" || old.type === "radio") {
    old.checked = next.defaultChecked;
  } else if (old.type !== "file") {
    old.value = next.defaultValue;
  }
}

function copyAttributes(old, next) {
  const stays = (name) => name === "style" || name === "tabindex" || (name === "open" && old.matches("details"));
  for (const { name } of [...old.attributes]) if (!stays(name) && !next.hasAttribute(name)) old.removeAttribute(name);
  for (const { name, value } of next.attributes) if (!stays(name) && old.getAttribute(name) !== value) old.setAttribute(name, value);
}

/** What a form says, without what is different each time it is made and without our own notes. */
function said(form) {
  const copy = form.cloneNode(true);
  copy.querySelectorAll("input[type=hidden], [data-own]").forEach((one) => one.remove());
  for (const one of copy.querySelectorAll("*")) ["open", "aria-disabled", "data-busy"].forEach((name) => one.removeAttribute(name));
  return copy.innerHTML.replace(/\s+/g, " ");
}

/** Take a node out, unless somebody is writing in it: then it stays and says so. */
function remove(node) {
  if (isOurs(node)) return;
  const forms = node.nodeType === 1 ? [...(node.matches("form") ? [node] : []), ...node.querySelectorAll("form")] : [];
  const held = forms.filter(isHeld);
  if (!held.length) node.remove();
  held.forEach((form) => noteChange(form, "This is no longer offered: it has changed since you opened it. What you typed is still here."));
}

function noteChange(form, text) {
  const there = form.querySelector(":scope > .changed-note");
  if (there) {
    there.textContent = text;
    return;
  }
  const note = document.createElement("p");
  note.className = "changed-note";
  note.dataset.own = "";
  note.setAttribute("role", "status");
  note.textContent = text;
  form.append(note);
}
