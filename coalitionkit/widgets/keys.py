"""Keys typed into a widget belong to the widget; and a slider's handle bears its label."""

from __future__ import annotations

import anywidget
import traitlets

# In JupyterLab a plain "x" cuts the cell and an arrow leaves it, also while a choice has the
# focus. Lab leaves keys alone where this attribute is. Keys held with Shift, Ctrl, Alt or
# Command stay Lab's: Shift+Enter goes on to the next cell. A slider's handle has no name of its
# own for a screen reader; it gets the label or the words that stand before it.
_SCRIPT = """
const KEPT = "data-lm-suppress-shortcuts";
function keep(event) {
  if (!event.target.closest?.(".coalitionkit")) return;
  const held = event.shiftKey || event.ctrlKey || event.altKey || event.metaKey;
  event.target.toggleAttribute(KEPT, !held && event.key !== "Escape");
}
function name() {
  for (const handle of document.querySelectorAll(".coalitionkit .noUi-handle:not([aria-label])")) {
    const box = handle.closest(".widget-slider");
    const label = box?.querySelector(".widget-label")?.textContent.trim();
    handle.setAttribute("aria-label", label || box?.previousElementSibling?.textContent || "");
  }
}
export default {
  initialize() {
    if (window.coalitionkitKeys) return;
    window.coalitionkitKeys = true;
    window.addEventListener("keydown", keep, true);
    new MutationObserver(name).observe(document.body, {childList: true, subtree: true});
  }
};
"""


class Keys(anywidget.AnyWidget):
    """Has no looks; once on a page, it serves every widget there."""

    _esm = traitlets.Unicode(_SCRIPT).tag(sync=True)
