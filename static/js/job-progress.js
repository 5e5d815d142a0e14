// <steward-job>: follows a task that runs, over an event stream, and by asking where the stream is out of reach.

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 15000;
// A stream that says nothing for this long is checked against the state itself.
const SILENCE = 30000;
const ENDS = ["done", "failed", "cancelled"];

class StewardJob extends HTMLElement {
  #source = null;
  #timer = 0;
  #pause = FIRST_PAUSE;
  #last = "";

  connectedCallback() {
    if (this.dataset.state) this.#follow();
  }

  disconnectedCallback() {
    this.#leave();
  }

  #leave() {
    this.#source?.close();
    this.#source = null;
    clearTimeout(this.#timer);
  }

  #later(act, milliseconds) {
    clearTimeout(this.#timer);
    // Many pages come back at once after a restart; they need not ask at the same moment.
    this.#timer = setTimeout(act, milliseconds * (0.75 + Math.random() / 2));
  }

  async #ask() {
    const answer = await fetch(this.dataset.state, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`the state could not be read: ${answer.status}`);
    return answer.json();
  }

  // Ask for the state, and open a stream with the ticket that comes with it.
  async #follow() {
    this.#leave();
    let state;
    try {
      state = await this.#ask();
    } catch {
      this.#again();
      return;
    }
    if (!this.isConnected) return;
    if (!state.is_open) {
      this.#finish();
      return;
    }
    this.#show(state);
    const address = this.#last ? `${state.stream_url}&after=${this.#last}` : state.stream_url;
    const source = new EventSource(address);
    this.#source = source;
    const hear = (act) => (event) => {
      if (event.lastEventId) this.#last = event.lastEventId;
      this.#pause = FIRST_PAUSE;
      this.#later(() => this.#check(), SILENCE);
      act(event);
    };
    for (const kind of ["queued", "progress"]) {
      source.addEventListener(kind, hear((event) => this.#show(JSON.parse(event.data))));
    }
    for (const kind of ENDS) source.addEventListener(kind, hear(() => this.#finish()));
    source.addEventListener("resync", hear(() => this.#check()));
    // The browser comes back by itself until it is refused: the ticket is good for a minute.
    source.addEventListener("error", () => {
      if (source.readyState === EventSource.CLOSED) this.#again();
    });
    this.#later(() => this.#check(), this.#patience());
  }

  // How long nothing may come before the state itself is asked: while the stream is out of reach, not long.
  #patience() {
    return this.#source?.readyState === EventSource.OPEN ? SILENCE : this.#slower();
  }

  #slower() {
    const pause = this.#pause;
    this.#pause = Math.min(pause * 1.6, LONGEST_PAUSE);
    return pause;
  }

  #again() {
    this.#leave();
    this.#later(() => this.#follow(), this.#slower());
  }

  // The state is in the database; the stream only brings it sooner.
  async #check() {
    try {
      const state = await this.#ask();
      if (!state.is_open) {
        this.#finish();
        return;
      }
      this.#show(state);
      this.#later(() => this.#check(), this.#patience());
    } catch {
      this.#again();
    }
  }

  #show(state) {
    const bar = this.querySelector("progress");
    if (!bar) return;
    const known = state.progress !== null && state.progress !== undefined;
    if (known) bar.value = state.progress;
    else bar.removeAttribute("value");
    this.querySelector(".progress-words .num").textContent = known ? `${state.progress} %` : "";
    this.querySelector(".progress-line > p").textContent = state.message || state.label;
  }

  // What a task ends with (a result, a sentence, a way to try again) is written by the server.
  async #finish() {
    this.#leave();
    const answer = await fetch(this.dataset.page, { headers: { "HX-Request": "true", "HX-Request-Type": "partial" } });
    if (!answer.ok) {
      location.reload();
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("steward-job");
    if (!fresh) return;
    const held = this.contains(document.activeElement);
    this.removeAttribute("data-state");
    this.replaceChildren(...fresh.childNodes);
    globalThis.htmx?.process(this);
    if (held) this.focus({ preventScroll: true });
    const tag = this.querySelector(".tag");
    const detail = {
      title: this.querySelector("strong")?.textContent ?? "",
      label: tag?.textContent ?? "",
      level: tag?.dataset.level || "info",
    };
    this.dispatchEvent(new CustomEvent("steward-job:ended", { bubbles: true, detail }));
  }
}

customElements.define("steward-job", StewardJob);
