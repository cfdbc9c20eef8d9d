// The console's script: it adds live news, drafts and sending without reloading to pages that work
// without it. Nothing of it is needed to read or to act.

import { watchPointer } from "./anchor.js";
import { startClock } from "./clock.js";
import { startDrafts, watchDrafts } from "./drafts.js";
import { ownAddress } from "./pages.js";
import { watchTaps } from "./regions.js";
import { watchForms } from "./sending.js";
import { startStream, watchStream } from "./stream.js";

function startPage() {
  startClock();
  startDrafts();
  startStream();
}

watchPointer();
watchTaps();
watchDrafts();
watchForms();
watchStream();
startPage();
addEventListener("callboard:page", startPage);

// What has been said once is not said again on a reload.
if (new URLSearchParams(location.search).has("said")) {
  const here = ownAddress();
  here.hash = location.hash;
  history.replaceState(null, "", here);
}
document.documentElement.classList.add("is-scripted");
