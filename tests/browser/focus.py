"""Going through a page by Tab: where the focus comes to rest, and what is wrong with it there."""

from playwright.sync_api import Page

MANY_STEPS = 200

# Where the focus has come to rest: a description, whether it can be seen, and whether the browser draws a ring around it.
# A page may scroll in answer to a key, and a script of the page may scroll after it: nothing is judged before the element
# has stayed in its place for two frames.
FOCUS = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const place = () => {
    const element = document.activeElement;
    const {left, top, width, height} = element.getBoundingClientRect();
    return [element, left, top, width, height, scrollX, scrollY];
  };
  for (let before = place(), still = 0; still < 2;) {
    await frame();
    const now = place();
    still = now.every((part, i) => part === before[i]) ? still + 1 : 0;
    before = now;
  }
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  element.dataset.reached = "yes";
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const onScreen = box.left >= 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight;
  return {
    what: element.outerHTML.slice(0, 120),
    seen: box.width > 0 && box.height > 0 && style.visibility === "visible" && onScreen,
    ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""
NOT_REACHED = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((element) => element.checkVisibility() && !element.disabled && element.type !== "hidden" && element.tabIndex >= 0)
  .filter((element) => !element.dataset.reached)
  .map((element) => element.outerHTML.slice(0, 120))"""


def faults_of_focus(page: Page, steps: int = MANY_STEPS) -> list[str]:
    """Go through the page by Tab until the focus leaves it; what is wrong on the way."""
    faults = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        if not focus["seen"]:
            faults.append(f"cannot be seen: {focus['what']}")
        if not focus["ringed"]:
            faults.append(f"shows no focus: {focus['what']}")
    else:
        faults.append(f"the focus does not leave the page within {steps} steps")
    return faults + [f"not reached: {element}" for element in page.evaluate(NOT_REACHED)]
