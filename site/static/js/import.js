// The wizard of regulations works without this file: it names the chosen file, and opens what is folded around a link.
"use strict";

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = zone.querySelector("input[type=file]");
  const name = zone.querySelector("[data-drop-name]");
  input.addEventListener("change", () => {
    if (input.files.length) name.textContent = input.files[0].name;
  });
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, () => zone.classList.add("is-over"));
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("is-over"));
}

const openAround = () => {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let fold = target?.closest("details:not([open])"); fold; fold = fold.parentElement?.closest("details:not([open])")) {
    fold.open = true;
  }
  target?.scrollIntoView({ block: "center" });
};
addEventListener("hashchange", openAround);
if (location.hash) addEventListener("load", openAround);
