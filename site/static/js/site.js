// Everything works without this file; it adds the few conveniences only a script can give.
"use strict";

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = document.activeElement?.closest("details[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary")?.focus();
});
