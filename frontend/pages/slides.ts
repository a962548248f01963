/** Arrow keys through a talk; without script it scrolls. */

import { slideAfter } from "./slide-steps";

const slides = [...document.querySelectorAll<HTMLElement>("[data-slides] > .slide")];
const bar = document.querySelector<HTMLElement>("[data-slidebar]");
const count = document.querySelector<HTMLElement>("[data-slidecount]");

/** The slide that fills most of the screen. */
function current(): number {
  const middle = window.innerHeight / 2;
  const found = slides.findIndex((slide) => {
    const box = slide.getBoundingClientRect();
    return box.top <= middle && box.bottom > middle;
  });
  return Math.max(found, 0);
}

function show(index: number): void {
  const slide = slides[index];
  if (!slide) return;
  slide.tabIndex = -1;
  slide.focus({ preventScroll: true });
  slide.scrollIntoView({ block: "start" });
  if (slide.id) history.replaceState(null, "", `#${slide.id}`);
  tell();
}

function tell(): void {
  if (count) count.textContent = `${current() + 1}/${slides.length}`;
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
  const next = slideAfter(event.key, current(), slides.length);
  if (next === null) return;
  event.preventDefault();
  show(next);
});
document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-go]") : null;
  const next = pressed && slideAfter(pressed.dataset["go"] ?? "", current(), slides.length);
  if (next !== null) show(next);
});
document.addEventListener("scroll", tell, { passive: true });
if (bar && slides.length > 0) {
  bar.hidden = false;
  tell();
}
