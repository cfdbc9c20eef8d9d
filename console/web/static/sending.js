// Forms: sent once, without leaving the page where they allow it; what could not be sent is kept.

import { clearAllDrafts, clearDrafts, expectSent, keepDrafts, keepKey } from "./drafts.js";
import { documentOf, isSignedOut, ownAddress, showRegions, takeOver } from "./pages.js";
import { showAll } from "./regions.js";
import { saySignedOut, sayWord } from "./saying.js";

const NOT_SENT = "Not sent: no connection. Nothing is lost; send it again when the connection is back.";
//: It may have arrived, and its answer been lost.
const UNKNOWN = "No answer: the connection broke. Nothing is lost; send it again when it is back. It is done once.";
const SLOW = "No answer yet: the console is slow. It may still be done; send it again in a moment. It is done once.";
//: Milliseconds an answer may take.
const PATIENCE = 30000;

/** Look after all forms; to be called once. */
export function watchForms() {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.getAttribute("method")?.toLowerCase() !== "post") return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    if (form.matches("[data-sign-out]")) clearAllDrafts();
    if (form.matches("[data-enhance]")) {
      event.preventDefault();
      void send(form, event.submitter);
    } else {
      form.dataset.sending = "plain";
      expectSent(form);
    }
  });
  // Back from another page: the form may be sent again.
  addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach((one) => { delete one.dataset.sending; }));
  document.addEventListener("change", (event) => {
    const form = event.target.closest?.("form[data-auto-submit]");
    if (form && event.target.matches("select, input[type=checkbox], input[type=radio], input[type=date]")) form.requestSubmit();
  });
}

/** Send a form; its key stays the same however often, so that twice is once. */
async function send(form, submitter) {
  const data = new FormData(form);
  if (submitter?.name) data.append(submitter.name, submitter.value);
  const body = form.getAttribute("enctype") === "multipart/form-data" ? data : new URLSearchParams(data);
  const address = addressOf(form, submitter);
  busy(form, true);
  sayWord("");
  try {
    const answer = await fetch(address, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
    await answered(form, address, answer, await answer.text());
  } catch (error) {
    const why = error.name === "TimeoutError" ? SLOW : navigator.onLine ? UNKNOWN : NOT_SENT;
    form.dataset.unsent = "yes";
    keepKey(form);
    note(form, why);
    sayWord(why, { bad: true });
  } finally {
    busy(form, false);
  }
}

/** Where a form goes; read from its attributes, because a field may be called `action`. */
function addressOf(form, submitter) {
  return new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? "", location.href);
}

async function answered(form, address, answer, text) {
  if (isSignedOut(answer)) {
    form.dataset.unsent = "yes";
    saySignedOut();
    sayWord("Not sent: you are signed out. What you typed is still here.", { bad: true });
    return;
  }
  const page = documentOf(text);
  delete form.dataset.unsent;
  note(form, "");
  if (answer.redirected && answer.ok) done(form, new URL(answer.url), page);
  else if (answer.ok || answer.status === 409 || answer.status === 422) {
    // What was typed comes back in the new page, and is kept under that page's own names.
    clearDrafts(form);
    takeOver(page, address);
    if (!answer.ok) keepDrafts();
  } else {
    form.dataset.unsent = "yes";
    const begun = answer.status >= 500 ? "Not confirmed" : "Not done";
    if (answer.status >= 500) keepKey(form);
    const why = page.querySelector("main .notice, main [role=alert], main h1")?.textContent.trim().replace(/\s+/g, " ");
    sayWord(`${begun}: ${why || `the console answered ${answer.status}`}. What you typed is still here.`.replace(/\.\./g, "."), { bad: true });
  }
}

/** It was taken: show this page as it is now, or go where the answer leads. */
function done(form, there, page) {
  clearDrafts(form);
  const here = ownAddress(), word = page.querySelector("main > .notice")?.textContent.trim();
  const onward = new URL(there);
  onward.searchParams.delete("said");
  onward.hash = "";
  if (String(onward) !== String(here) || !document.querySelector("main [data-live]")) {
    if (there.pathname + there.search === location.pathname + location.search) location.reload();
    else location.assign(there);
    return;
  }
  form.reset();
  if (form.contains(document.activeElement) && document.activeElement.matches("input, textarea, select")) document.activeElement.blur();
  delete form.dataset.sending;
  showRegions(page);
  showAll();
  renewForm(form, page);
  sayWord(word || "Done.");
}

/** A form outside of all regions gets the new one's key: the next sending is another deed. */
function renewForm(form, page) {
  if (!form.isConnected || form.closest("[data-live]")) return;
  const fresh = [...page.forms].find((one) => one.getAttribute("action") === form.getAttribute("action"));
  for (const name of ["key", "seen"]) {
    const old = form.elements.namedItem(name), next = fresh?.elements.namedItem(name);
    if (old && next) old.value = next.value;
  }
  if (!fresh) location.reload();
}

function busy(form, on) {
  if (on) form.dataset.sending = "yes";
  else delete form.dataset.sending;
  form.classList.toggle("is-sending", on);
  for (const button of form.querySelectorAll("button")) {
    if (on && !button.disabled) button.dataset.busy = "";
    if (button.dataset.busy !== undefined) button.setAttribute("aria-disabled", String(on));
    if (!on) {
      delete button.dataset.busy;
      button.removeAttribute("aria-disabled");
    }
  }
}

/** A word at the foot of a form that has fields of its own. */
function note(form, text) {
  form.querySelector(":scope > .unsent-note")?.remove();
  if (!text || form.matches(".button-form")) return;
  const line = document.createElement("p");
  line.className = "error unsent-note";
  line.dataset.own = "";
  line.textContent = text;
  form.append(line);
}
