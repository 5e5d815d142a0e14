// Cooking: the screen stays awake where the browser can keep it so, and a step that takes minutes can be timed.

class CookAwake extends HTMLElement {
  connectedCallback() {
    this.ask = () => {
      if (document.visibilityState === "visible") this.stayAwake();
    };
    // The lock ends whenever the page is out of sight.
    document.addEventListener("visibilitychange", this.ask);
    this.ask();
  }

  disconnectedCallback() {
    document.removeEventListener("visibilitychange", this.ask);
    this.lock?.release();
  }

  async stayAwake() {
    try {
      this.lock = await navigator.wakeLock?.request("screen");
    } catch {
      // A low battery, or a person who does not want it.
      this.lock = undefined;
    }
    this.textContent = this.lock ? "The screen stays awake." : "";
  }
}

class StepTimer extends HTMLElement {
  connectedCallback() {
    this.button = document.createElement("button");
    this.button.type = "button";
    this.button.className = "btn";
    this.button.addEventListener("click", () => (this.timer ? this.stop() : this.start()));
    this.append(this.button);
    this.stop();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  start() {
    this.until = Date.now() + Number(this.dataset.minutes) * 60_000;
    this.timer = setInterval(() => this.tell(), 250);
    this.removeAttribute("data-over");
    this.tell();
  }

  stop() {
    clearInterval(this.timer);
    this.timer = undefined;
    this.button.textContent = `Time ${this.dataset.minutes} min`;
  }

  tell() {
    const left = Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
    const said = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}, stop`;
    if (said !== this.button.textContent) this.button.textContent = said;
    if (left) return;
    this.stop();
    this.button.textContent = "Time is up";
    this.toggleAttribute("data-over", true);
    navigator.vibrate?.([300, 100, 300]);
  }
}

customElements.define("cook-awake", CookAwake);
customElements.define("step-timer", StepTimer);
