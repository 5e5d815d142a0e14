// The day before and the next day by the arrow keys, where nothing else has a use for them.

const BUSY = "input, select, textarea, summary, [contenteditable], [role='group'], dialog, .table-scroll";

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest?.(BUSY) || document.querySelector("dialog[open]")) return;
  const way = { ArrowLeft: "prev", ArrowRight: "next" }[event.key];
  if (way) document.querySelector(`.diary-days [rel="${way}"]`)?.click();
});
