// A regulation reads without this file. It marks where the reader is, and copies the citation of the provision chosen.
"use strict";

const phone = window.matchMedia("(max-width: 60rem)");
const fold = document.querySelector("[data-toc]");
if (fold) {
  const fit = () => { fold.open = !phone.matches; };
  fit();
  phone.addEventListener("change", fit);
  follow(fold);
}

// The chapter on the screen is marked in the contents.
function follow(contents) {
  const links = new Map([...contents.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
  const places = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
  let waiting = false;
  const mark = () => {
    waiting = false;
    const line = 130;
    const here = places.filter((place) => place.getBoundingClientRect().top <= line).pop() ?? places[0];
    for (const link of links.values()) link.removeAttribute("aria-current");
    const current = here && links.get(here.id);
    if (!current) return;
    current.setAttribute("aria-current", "true");
    const box = contents.closest(".toc");
    if (box && box.scrollHeight > box.clientHeight) {
      const away = current.getBoundingClientRect().top - box.getBoundingClientRect().top;
      if (away < 0 || away > box.clientHeight - 40) box.scrollTop += away - box.clientHeight / 2;
    }
  };
  window.addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(mark);
  }, { passive: true });
  mark();
}

const cite = document.querySelector(".cite");
if (cite) {
  const part = (name) => cite.querySelector(`[data-cite-${name}]`);
  const chosen = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    return id ? document.getElementById(id)?.closest(".law [data-cite]") : null;
  };
  const show = () => {
    const place = chosen();
    cite.hidden = !place;
    part("done").textContent = "";
    if (!place) return;
    part("text").textContent = cite.dataset.citing + place.dataset.cite;
    part("address").textContent = `${cite.dataset.address}#${place.id}`;
    part("history").hidden = !cite.dataset.provisions;
    part("history").href = `${cite.dataset.provisions}${encodeURIComponent(place.id)}/`;
  };
  part("copy").addEventListener("click", async () => {
    const text = `${part("text").textContent}\n${part("address").textContent}`;
    try {
      await navigator.clipboard.writeText(text);
      part("done").textContent = "已复制引用和地址。";
    } catch {
      const range = document.createRange();
      range.selectNodeContents(cite.querySelector(".cite__text"));
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      part("done").textContent = "浏览器不让复制，已选中文字，请按 Ctrl+C。";
    }
  });
  part("close").addEventListener("click", () => { cite.hidden = true; });
  window.addEventListener("hashchange", show);
  show();
}
