// What every page gets on top of plain links and forms. Without it, everything still works.

const SECONDS_SHOWN = 8;

function drop(toast) {
  toast.remove();
}

// A toast stays until it is closed; good news leaves by itself, unless somebody is reading it.
function prepare(toast) {
  const close = document.createElement("button");
  close.type = "button";
  close.className = "icon-button";
  close.ariaLabel = "Dismiss";
  close.textContent = "×";
  close.addEventListener("click", () => drop(toast));
  toast.append(close);
  if (toast.dataset.level === "success") {
    const leave = () => setTimeout(() => (toast.matches(":hover, :focus-within") ? leave() : drop(toast)), SECONDS_SHOWN * 1000);
    leave();
  }
}

export function toast(words, level = "info") {
  // What is asked for again and again while Steward is away fails again and again.
  const same = (note) => note.querySelector("p")?.textContent === words;
  if ([...document.querySelectorAll("#toasts .toast-note")].some(same)) return;
  const note = document.createElement("div");
  note.className = "toast-note";
  note.dataset.level = level;
  const paragraph = document.createElement("p");
  paragraph.textContent = words;
  note.append(paragraph);
  document.getElementById("toasts").append(note);
  prepare(note);
}

document.querySelectorAll("#toasts .toast-note").forEach(prepare);

// A form that was refused opens at the summary of what is wrong with it.
document.querySelector("form .error-summary")?.focus();

// Browsers before 2025 do not know command="show-modal" yet.
if (!("commandForElement" in HTMLButtonElement.prototype)) {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("button[command='show-modal']");
    if (button) document.getElementById(button.getAttribute("commandfor")).showModal();
  });
}

// One post for one click: a form that is on its way is not sent a second time.
const underway = new Set();

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || event.defaultPrevented) return;
  if (underway.has(form)) {
    event.preventDefault();
    return;
  }
  underway.add(form);
  event.submitter?.setAttribute("aria-busy", "true");
});

// Coming back with the browser's button shows the page as it was, ready to be sent again.
addEventListener("pageshow", () => {
  underway.clear();
  document.querySelectorAll("[aria-busy]").forEach((element) => element.removeAttribute("aria-busy"));
});

document.addEventListener("htmx:error", () => {
  toast("Steward did not answer. Check your connection, then try again.", "error");
});

document.addEventListener("steward-job:ended", ({ detail: { title, label, level } }) => {
  toast(`${title}: ${label}`, level);
});

// The keyboard does not fall off the page: where a swap took away what had the focus, it goes on at what came instead.
let left = "";

document.addEventListener("htmx:before:swap", ({ detail: { tasks } }) => {
  const targets = tasks.map(({ target }) => (typeof target === "string" ? document.querySelector(target) : target));
  left = targets.find((target) => target?.id && target.contains(document.activeElement))?.id ?? "";
});

document.addEventListener("htmx:after:swap", () => {
  if (left && document.activeElement === document.body) document.getElementById(left)?.focus({ preventScroll: true });
  document.querySelectorAll("#toasts .toast-note:not(:has(> button))").forEach(prepare);
});
