// Facets, sorting and paging without loading the page anew, and titles while one types. Without this file all of it works
// by ordinary links.
"use strict";

const place = document.getElementById("search");
const wide = window.matchMedia("(min-width: 60rem)");
const PAUSE = 180;

function openFacets() {
  if (!wide.matches) return;
  for (const facet of place.querySelectorAll(".facets__facet")) facet.open = true;
}

let asking;

async function show(address, { push = true, focus = true } = {}) {
  const results = document.getElementById("results");
  asking?.abort();
  asking = new AbortController();
  results?.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(address, { signal: asking.signal, headers: { Accept: "text/html" } });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("results");
    const box = page.getElementById("search");
    if (!answer.ok || !box) { window.location.assign(address); return; }
    if (fresh && results) results.replaceWith(fresh);
    else { window.location.assign(address); return; }
    document.title = page.title;
    if (push) window.history.pushState({ search: true }, "", address);
    place.querySelector("input[name=q]").value = box.querySelector("input[name=q]").value;
    openFacets();
    if (focus) fresh.focus({ preventScroll: true });
    if (push) window.scrollTo({ top: 0 });
  } catch (fault) {
    if (fault.name !== "AbortError") window.location.assign(address);
  }
}

place.addEventListener("click", (event) => {
  const link = event.target.closest(".facets a, .results__sort a:not(.results__feed), .pager a, .results__none a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  show(link.href);
});

window.addEventListener("popstate", () => show(window.location.href, { push: false, focus: false }));

// Completion: a list under the box, by the pattern of a combobox. Arrow keys choose, Enter opens, Escape closes.
const form = place.querySelector("form.search");
const input = form.querySelector("input[name=q]");
const list = document.createElement("ul");
list.className = "search__titles";
list.id = "search-titles";
list.hidden = true;
list.setAttribute("role", "listbox");
list.setAttribute("aria-label", "标题相符的内容");
form.append(list);
for (const [name, value] of [["role", "combobox"], ["aria-expanded", "false"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["autocomplete", "off"]]) input.setAttribute(name, value);

let timer;
let completing;
let chosen = -1;

function close() {
  list.hidden = true;
  chosen = -1;
  input.setAttribute("aria-expanded", "false");
  input.removeAttribute("aria-activedescendant");
}

function choose(number) {
  const options = [...list.children];
  if (!options.length) return;
  chosen = (number + options.length) % options.length;
  options.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
  input.setAttribute("aria-activedescendant", options[chosen].id);
}

function offer(titles) {
  list.replaceChildren(...titles.map((title, number) => {
    const option = document.createElement("li");
    option.id = `search-title-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    option.dataset.url = title.url;
    option.textContent = title.title;
    if (title.number) {
      const small = document.createElement("small");
      small.textContent = title.number;
      option.append(" ", small);
    }
    return option;
  }));
  chosen = -1;
  list.hidden = !titles.length;
  input.setAttribute("aria-expanded", String(titles.length > 0));
}

input.addEventListener("input", (event) => {
  clearTimeout(timer);
  if (event.isComposing) return;
  timer = setTimeout(complete, PAUSE);
});
input.addEventListener("compositionend", () => { clearTimeout(timer); timer = setTimeout(complete, PAUSE); });

async function complete() {
  const typed = input.value.trim();
  completing?.abort();
  if (typed.length < 2) { close(); return; }
  completing = new AbortController();
  try {
    const answer = await fetch(`${place.dataset.complete}?q=${encodeURIComponent(typed)}`, { signal: completing.signal });
    offer(answer.ok ? (await answer.json()).titles : []);
  } catch {
    close();
  }
}

input.addEventListener("keydown", (event) => {
  if (list.hidden || event.isComposing) return;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(event.key === "ArrowDown" ? chosen + 1 : (chosen < 0 ? list.children.length : chosen) - 1);
  } else if (event.key === "Enter" && chosen >= 0) {
    event.preventDefault();
    window.location.assign(list.children[chosen].dataset.url);
  } else if (event.key === "Escape") {
    event.preventDefault();
    close();
  }
});
list.addEventListener("mousedown", (event) => {
  const option = event.target.closest("[role=option]");
  if (option) { event.preventDefault(); window.location.assign(option.dataset.url); }
});
input.addEventListener("blur", () => { clearTimeout(timer); completing?.abort(); close(); });

openFacets();
wide.addEventListener("change", openFacets);
