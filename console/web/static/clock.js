// The run's clock, and how long ago things were: from the server's time, never from the reader's.

//: Seconds of difference below which the shown clock is not corrected: the line is never quite even.
const NEAR = 1.5;

let base = null;

const two = (number) => String(number).padStart(2, "0");

/** The run's time now, or at an instant of `performance.now`, in milliseconds; null without a clock. */
export function now(at = performance.now()) {
  return base && base.run + (at - base.at) * base.speed;
}

/** The server says what time it is in the run. */
export function setClock({ iso, speed = 1 }) {
  const run = Date.parse(iso);
  if (Number.isNaN(run)) return;
  const off = base ? Math.abs(now() - run) / 1000 : Infinity;
  if (off > NEAR * Math.max(1, speed) || base.speed !== speed) base = { run, speed, at: performance.now() };
}

/** The run's time at an instant as people write it: "02:14 BST"; "" without a clock. */
export function shortTime(at) {
  const clock = document.querySelector("[data-clock]");
  return clock && base ? words(clock.dataset.zone, { hour: "2-digit", minute: "2-digit" }, at) : "";
}

/** Read the page's clock, and let it and all counters go on. */
export function startClock() {
  const clock = document.querySelector("[data-clock]");
  base = null;
  if (clock) setClock({ iso: clock.dateTime, speed: Number(clock.dataset.speed ?? 1) });
  showClock();
  showCounters();
}

setInterval(() => showClock(), 1000);
setInterval(() => showCounters(), 15000);
addEventListener("callboard:shown", () => showCounters());

function words(zone, parts, at) {
  const made = new Intl.DateTimeFormat("en-GB", { ...parts, timeZone: zone, timeZoneName: "short", hourCycle: "h23" });
  return made.format(new Date(now(at)));
}

function showClock() {
  if (!base) return;
  for (const clock of document.querySelectorAll("[data-clock]")) {
    const time = clock.querySelector(".clock-time"), date = clock.querySelector(".clock-date");
    if (!time || !clock.dataset.zone) continue;
    time.textContent = words(clock.dataset.zone, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    if (date) date.textContent = dateWords(clock.dataset.zone);
    clock.dateTime = new Date(now()).toISOString();
  }
}

function dateWords(zone) {
  const made = new Intl.DateTimeFormat("en-GB", { weekday: "short", day: "2-digit", month: "short", year: "numeric", timeZone: zone });
  const part = Object.fromEntries(made.formatToParts(new Date(now())).map((one) => [one.type, one.value]));
  return `${part.weekday} ${part.day} ${part.month.slice(0, 3)} ${part.year}`;
}

/** "45 min", "3 h 05 min" or "2 d 4 h 00 min", as the server writes it. */
export function lengthWords(seconds) {
  const minutes = Math.round(seconds / 60);
  const days = Math.floor(minutes / 1440), hours = Math.floor((minutes % 1440) / 60), rest = minutes % 60;
  if (days) return `${days} d ${hours} h ${two(rest)} min`;
  return hours ? `${hours} h ${two(rest)} min` : `${rest} min`;
}

function showCounters() {
  if (!base) return;
  for (const one of document.querySelectorAll("[data-since]")) {
    const seconds = (now() - Date.parse(one.dataset.since)) / 1000;
    const text = lengthWords(seconds) + (one.dataset.suffix ? ` ${one.dataset.suffix}` : "");
    if (seconds >= 0 && one.textContent !== text) one.textContent = text;
  }
}
