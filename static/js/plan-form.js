// <plan-table>: of the others who may sit at the table only as many are asked for as there are people.

class PlanTable extends HTMLElement {
  connectedCallback() {
    this.people = this.closest("form").elements.namedItem("people");
    this.people.addEventListener("input", () => this.#show());
    this.#show();
  }

  #show() {
    const others = Number(this.people.value) - 1;
    [...this.querySelectorAll(".plan-other")].forEach((row, place) => {
      // What is out of sight is not sent.
      row.hidden = row.disabled = place >= others;
    });
  }
}

customElements.define("plan-table", PlanTable);
