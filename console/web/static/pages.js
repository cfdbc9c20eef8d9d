// Fetching this page again, and taking over another one in its place.

import { offer } from "./regions.js";
import { sayConnection, saySignedOut } from "./saying.js";

let shown = location.pathname + location.search;

/** A page's address without what it said when it was opened. */
export function ownAddress() {
  const here = new URL(location.href);
  here.searchParams.delete("said");
  here.hash = "";
  return here;
}

/** Whether an answer is the way to the door instead of what was asked for. */
export function isSignedOut(answer) {
  return answer.status === 401 || (answer.redirected && new URL(answer.url).pathname === "/sign-in");
}

export const documentOf = (text) => new DOMParser().parseFromString(text, "text/html");

/** Fetch this page again and show what is new in it; raises TypeError without a connection. */
export async function renew() {
  const answer = await fetch(ownAddress(), { headers: { "X-Callboard-Live": "1" }, cache: "no-store", signal: AbortSignal.timeout(20000) });
  if (isSignedOut(answer)) {
    saySignedOut();
    return "turned-away";
  }
  if (answer.status === 403) {
    sayConnection("This page is not for you any more.");
    return "turned-away";
  }
  if (!answer.ok) return "failed";
  const page = documentOf(await answer.text());
  if (page.body.dataset.person !== document.body.dataset.person) {
    sayConnection("Somebody else is signed in on this device now. What you typed is still here.", { link: [location.href, "Load the page again"] });
    return "turned-away";
  }
  showRegions(page);
  return "renewed";
}

/** Offer all regions of a newer page. */
export function showRegions(page) {
  for (const fresh of page.querySelectorAll("main [data-live]")) offer(fresh.dataset.live, fresh);
  const token = page.querySelector("input[name=csrf]");
  if (token) document.querySelectorAll("input[name=csrf]").forEach((one) => { one.value = token.value; });
  const status = page.querySelector(".band-run"), shown = document.querySelector(".band-run");
  if (status && shown && status.innerHTML !== shown.innerHTML) shown.replaceChildren(...status.childNodes);
}

/** Put another page in the place of this one; `address` is where one then is. */
export function takeOver(page, address) {
  document.title = page.title;
  for (const part of [".band", ".top", "main"]) {
    const old = document.querySelector(part), fresh = page.querySelector(part);
    if (old && fresh) old.replaceWith(document.adoptNode(fresh));
  }
  document.body.className = page.body.className;
  for (const name of ["liveUrl", "seq", "person"]) {
    if (page.body.dataset[name] === undefined) delete document.body.dataset[name];
    else document.body.dataset[name] = page.body.dataset[name];
  }
  if (address && String(address) !== location.href) history.pushState(null, "", address);
  shown = location.pathname + location.search;
  scrollTo({ top: 0, behavior: "instant" });
  dispatchEvent(new CustomEvent("callboard:page"));
  const first = document.querySelector("#errors, main [role=alert]") ?? document.querySelector("main");
  first.tabIndex = -1;
  first.focus();
}

// Back to what was there before; a link within the page is none of this.
addEventListener("popstate", () => shown !== location.pathname + location.search && location.reload());
