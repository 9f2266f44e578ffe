// Draws every chart of the page from the data beside it. Until one is drawn, and wherever that
// fails, its words stand in its place. `ast` spares Vega from building code out of strings, so
// that the page can forbid it.
for (const figure of document.querySelectorAll("figure.chart")) {
  const place = figure.querySelector(".drawing");
  const words = figure.querySelector(".words");
  const spec = JSON.parse(figure.querySelector("script").textContent);
  vegaEmbed(place, spec, {
    mode: "vega-lite",
    renderer: "svg",
    actions: false,
    ast: true,
    defaultStyle: false,
    tooltip: false,
    hover: false,
  }).then(
    () => {
      place.querySelector("svg").setAttribute("aria-hidden", "true");
      words.hidden = true;
    },
    () => place.replaceChildren(),
  );
}
