// The page's stream of news: opened, listened for, opened again when the line is broken.

import { setClock, shortTime } from "./clock.js";
import { renew } from "./pages.js";
import { offer } from "./regions.js";
import { sayConnection } from "./saying.js";

//: Milliseconds: silence after which the line is taken for broken; between renewals of a personal
//: page at least; the longest pause between two tries; how long a page nobody sees keeps its stream.
const SILENCE = 12000, PACE = 2000, LONGEST = 15000, UNSEEN = 60000;

let source = null, heard = 0, opened = 0, out = false, seen = "", lost = "", tries = 0, retry = null, hiding = null;
let shared = false, due = null, fetching = false, renewed = -Infinity, cost = 0;

/** Open the stream of the page as it stands, or close the one of the page before. */
export function startStream() {
  close();
  seen = document.body.dataset.seq ?? "";
  shared = false;
  tries = 0;
  out = false;
  heard = performance.now();
  if (document.body.dataset.liveUrl) open();
}

/** Watch over the stream; to be called once. */
export function watchStream() {
  setInterval(watch, 1000);
  addEventListener("online", () => lost && open());
  addEventListener("offline", () => document.body.dataset.liveUrl && lose());
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => event.persisted && document.body.dataset.liveUrl && open());
  document.addEventListener("visibilitychange", () => {
    clearTimeout(hiding);
    if (document.hidden) hiding = setTimeout(close, UNSEEN);
    else if (document.body.dataset.liveUrl && (out || !source || lost)) open();
  });
}

function open() {
  close();
  const address = new URL(document.body.dataset.liveUrl, location.href);
  // A new stream does not know what the one before it had seen.
  if (seen) address.searchParams.set("after", seen);
  source = new EventSource(address);
  opened = performance.now();
  const on = (name, act) => source.addEventListener(name, (event) => {
    hear(event);
    act(JSON.parse(event.data));
  });
  on("regions", (regions) => {
    shared = true;
    for (const [name, html] of Object.entries(regions)) offer(name, html);
  });
  on("tick", () => shared || renewSoon());
  on("clock", setClock);
  on("bye", () => {
    close();
    reopen();
  });
  source.addEventListener("error", () => source?.readyState === EventSource.CLOSED && refused());
}

function close() {
  clearTimeout(retry);
  retry = null;
  source?.close();
  source = null;
}

function hear(event) {
  heard = performance.now();
  document.body.dataset.heard = "";
  tries = 0;
  clearTimeout(retry);
  retry = null;
  if (event.lastEventId) seen = event.lastEventId;
  if (!lost && !out) return;
  // Signed in again elsewhere: the forms here have to be taken by the new session, too.
  if (out) void renew().catch(() => {});
  lost = "";
  out = false;
  sayConnection("Connected again. This page is up to date.", { well: true, seconds: 4 });
}

/** The server would not open the stream: is somebody signed out, or is it only busy? */
async function refused() {
  close();
  reopen();
  try {
    if ((await renew()) !== "turned-away") return;
    out = true;
    close();
  } catch { /* no connection: the watch says so */ }
}

function watch() {
  if (!document.body.dataset.liveUrl || document.hidden || out) return;
  if (performance.now() - Math.max(heard, opened) < SILENCE) return;
  if (lost) reopen();
  else lose();
}

function lose() {
  if (lost) return;
  lost = shortTime(heard) || "a moment ago";
  sayConnection(`No connection since ${lost}: what you see is as of then. Trying again.`);
  reopen();
}

/** Try again after a pause that grows, not at the same instant as everybody else. */
function reopen() {
  if (retry) return;
  const pause = Math.min(LONGEST, 1000 * 2 ** tries) * (0.6 + 0.8 * Math.random());
  tries += 1;
  retry = setTimeout(() => {
    retry = null;
    open();
  }, pause);
}

/** A personal page fetches itself again: soon, but not more often than its line bears. */
function renewSoon() {
  if (due || fetching) {
    due ??= "again";
    return;
  }
  const pace = Math.max(PACE, 5 * cost);
  const wait = Math.max(0, renewed + pace - performance.now());
  due = setTimeout(async () => {
    due = null;
    fetching = true;
    renewed = performance.now();
    try {
      await renew();
    } catch { /* no connection: the watch says so, and the stream tells what was missed */ }
    cost = performance.now() - renewed;
    fetching = false;
    if (due === "again") {
      due = null;
      renewSoon();
    }
  }, wait + Math.random() * Math.min(500, pace / 4));
}
