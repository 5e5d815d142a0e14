// <steward-shopping>: looks every few seconds whether somebody else changed the list, in a request without a body.

const PAUSE = 4000;
const LONGEST_PAUSE = 60000;

class StewardShopping extends HTMLElement {
  #timer = 0;
  #pause = PAUSE;
  #version = "";

  connectedCallback() {
    this.#later();
  }

  disconnectedCallback() {
    clearTimeout(this.#timer);
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#look(), this.#pause);
  }

  async #look() {
    // A phone in a pocket asks nothing; nor does one on which somebody is writing.
    if (!document.hidden && !this.querySelector("input[type=text]")?.value) await this.#ask();
    if (this.isConnected) this.#later();
  }

  async #ask() {
    const headers = this.#version ? { "If-None-Match": this.#version } : {};
    const answer = await fetch(this.dataset.poll, { headers, cache: "no-store" }).catch(() => null);
    if (!answer || (!answer.ok && answer.status !== 304)) {
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
      return;
    }
    this.#pause = PAUSE;
    if (answer.status === 304) return;
    const first = !this.#version;
    this.#version = answer.headers.get("ETag");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("steward-shopping");
    if (!fresh || (first && this.#same(fresh))) return;
    const held = document.activeElement?.id;
    this.replaceChildren(...fresh.childNodes);
    globalThis.htmx?.process(this);
    if (held) document.getElementById(held)?.focus({ preventScroll: true });
  }

  // The page itself is as fresh as the first answer, unless somebody was quicker; only tokens differ.
  #same(fresh) {
    return this.textContent.replace(/\s+/g, " ") === fresh.textContent.replace(/\s+/g, " ") && this.querySelectorAll("[data-ticked]").length === fresh.querySelectorAll("[data-ticked]").length;
  }
}

customElements.define("steward-shopping", StewardShopping);
