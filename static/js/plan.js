// <steward-plan>: meals are dragged to another place, or moved with Alt and the arrow keys. The forms do the same.

import { toast } from "./steward.js";

class StewardPlan extends HTMLElement {
  connectedCallback() {
    this.#prepare();
    this.addEventListener("dragstart", (event) => this.#start(event));
    this.addEventListener("dragover", (event) => this.#over(event));
    this.addEventListener("dragend", () => this.#end());
    this.addEventListener("drop", (event) => this.#drop(event));
    this.addEventListener("keydown", (event) => this.#key(event));
  }

  #prepare() {
    for (const meal of this.querySelectorAll(".plan-meal:not([data-locked])")) {
      meal.draggable = true;
      meal.querySelector(".plan-dish").setAttribute("aria-keyshortcuts", "Alt+ArrowUp Alt+ArrowDown Alt+ArrowLeft Alt+ArrowRight");
    }
  }

  #start(event) {
    const meal = event.target.closest?.(".plan-meal");
    if (!meal) return;
    meal.toggleAttribute("data-dragged", true);
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", meal.id);
  }

  #target(event) {
    const meal = event.target.closest?.(".plan-meal:not([data-locked])");
    return this.querySelector("[data-dragged]") && meal && !meal.hasAttribute("data-dragged") ? meal : null;
  }

  #over(event) {
    const target = this.#target(event);
    for (const meal of this.querySelectorAll("[data-over]")) meal.toggleAttribute("data-over", meal === target);
    if (!target) return;
    target.toggleAttribute("data-over", true);
    event.preventDefault();
  }

  #end() {
    for (const meal of this.querySelectorAll("[data-over], [data-dragged]")) {
      meal.removeAttribute("data-over");
      meal.removeAttribute("data-dragged");
    }
  }

  #drop(event) {
    const target = this.#target(event);
    const dragged = this.querySelector("[data-dragged]");
    this.#end();
    if (!target) return;
    event.preventDefault();
    this.#move(dragged, target.dataset.place);
  }

  #key(event) {
    const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
    const meal = event.target.closest(".plan-meal");
    if (!event.altKey || !(event.key in steps) || !meal || meal.hasAttribute("data-locked")) return;
    const [day, slot] = meal.dataset.place.split("-").map(Number);
    const place = `${day + steps[event.key][0]}-${slot + steps[event.key][1]}`;
    event.preventDefault();
    if (this.querySelector(`[data-place="${place}"]`)) this.#move(meal, place);
  }

  async #move(meal, place) {
    const body = new FormData();
    body.set("place", place);
    body.set("csrfmiddlewaretoken", this.querySelector("[name=csrfmiddlewaretoken]").value);
    const headers = { "HX-Request": "true", "HX-Request-Type": "partial" };
    const answer = await fetch(meal.dataset.move, { method: "POST", body, headers }).catch(() => null);
    if (!answer?.ok) {
      // The form of the meal's own page says what is wrong.
      location.assign(meal.querySelector(".plan-dish").href);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    this.replaceChildren(...page.querySelector("steward-plan").childNodes);
    this.#prepare();
    globalThis.htmx?.process(this);
    this.querySelector(`#${meal.id} .plan-dish`)?.focus();
    for (const note of page.querySelectorAll(".toast-note")) toast(note.querySelector("p").textContent, note.dataset.level);
  }
}

customElements.define("steward-plan", StewardPlan);
