// An invitation behind the # of the address goes into its field, and out of the address and history.

const given = decodeURIComponent(location.hash.slice(1));
const field = document.querySelector("#f-invitation");
if (field && given.startsWith("callboard_")) {
  field.value = given;
  history.replaceState(null, "", location.pathname);
}
