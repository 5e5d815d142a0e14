// <training-rest data-seconds="90">: counts the rest after a set down, from when the page came.

class TrainingRest extends HTMLElement {
  connectedCallback() {
    this.until = Date.now() + Number(this.dataset.seconds) * 1000;
    this.timer = setInterval(() => this.tell(), 250);
    this.tell();
  }

  disconnectedCallback() {
    clearInterval(this.timer);
  }

  tell() {
    const left = Math.max(0, Math.ceil((this.until - Date.now()) / 1000));
    const said = left ? `Rest ${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}` : "Go on";
    if (said !== this.textContent) this.textContent = said;
    if (!left) {
      clearInterval(this.timer);
      this.toggleAttribute("data-over", true);
      navigator.vibrate?.(200);
    }
  }
}

customElements.define("training-rest", TrainingRest);
