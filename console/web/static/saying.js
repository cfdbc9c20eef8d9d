// What the script says to people: about the connection, under the mode band, and about what they
// sent, at the foot of the window. Neither moves the page.

let clearing;

/** Say something about the connection until something else is said; "" says nothing any more. */
export function sayConnection(text, { link = null, well = false, seconds = 0 } = {}) {
  const place = document.querySelector("[data-connection]");
  clearTimeout(clearing);
  if (!place) return;
  if (!text) {
    place.replaceChildren();
    return;
  }
  const line = document.createElement("p");
  line.textContent = text;
  line.classList.toggle("is-well", well);
  if (link) {
    const way = document.createElement("a");
    [way.href, way.textContent] = link;
    line.append(" ", way);
  }
  place.replaceChildren(line);
  if (seconds) clearing = setTimeout(() => place.replaceChildren(), seconds * 1000);
}

/** Say that somebody is signed out; what is typed stays in the page. */
export function saySignedOut() {
  const next = encodeURIComponent(location.pathname + location.search);
  sayConnection("You are signed out. What you typed is still here.", { link: [`/sign-in?next=${next}`, "Sign in again"] });
}

/** Say what became of something sent; `bad` stays until the next word. */
export function sayWord(text, { bad = false } = {}) {
  document.querySelector(".toast")?.remove();
  if (!text) return;
  const word = document.createElement("div");
  word.className = `toast notice notice-${bad ? "danger" : "success"}`;
  word.setAttribute("role", bad ? "alert" : "status");
  const line = document.createElement("p");
  line.textContent = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "button button-quiet";
  close.textContent = "Close";
  close.addEventListener("click", () => word.remove());
  word.append(line, close);
  document.body.append(word);
  if (!bad) setTimeout(() => word.remove(), 8000);
}
