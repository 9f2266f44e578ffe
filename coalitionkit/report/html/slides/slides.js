// One slide at a time; without this script the page shows them all, one below the other.
const slides = [...document.querySelectorAll(".slide")];
const body = document.body;
let at = 0;

function show(place) {
  at = Math.max(0, Math.min(slides.length - 1, place));
  slides.forEach((slide, index) => slide.classList.toggle("now", index === at));
  history.replaceState(null, "", "#" + (at + 1));
}

// Fonts differ from one computer to the next, so what overflows is found here.
function fit(slide) {
  const inside = slide.querySelector(".body");
  for (let size = 1; size > 0.55 && inside.scrollHeight > inside.clientHeight + 1; size -= 0.05)
    slide.style.setProperty("--fit", size);
}

function goOn() {
  const held = slides[at].querySelector(".held:not(.seen)");
  if (held) held.classList.add("seen");
  else show(at + 1);
}

// A number and Enter go to that slide.
let typed = "";
function enter() {
  if (typed) show(Number(typed) - 1);
  else goOn();
}

const keys = {
  ArrowRight: goOn, PageDown: goOn, " ": goOn, Enter: enter,
  ArrowLeft: () => show(at - 1), PageUp: () => show(at - 1),
  Home: () => show(0), End: () => show(slides.length - 1),
  n: () => body.classList.toggle("noted"), N: () => body.classList.toggle("noted"),
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  body.classList.add("started");
  if (/^[0-9]$/.test(event.key)) typed += event.key;
  else if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
    typed = "";
  }
});
addEventListener("click", (event) => {
  if (event.target.closest("a, .notes")) return;
  body.classList.add("started");
  goOn();
});
slides.forEach(fit);
body.classList.add("presenting");
show(Number(location.hash.slice(1)) - 1 || 0);
