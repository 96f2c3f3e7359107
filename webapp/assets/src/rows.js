// Repeated rows of a form: adds and removes them; posted numbers only grow, so a removed row leaves no other's place.
import { ShownWhen } from "./shown-when.js";

const PLACE = /__row__/g;

export class Rows {
  constructor(root) {
    this.root = root;
    this.list = root.querySelector("[data-rows]");
    this.pattern = root.querySelector("template[data-new-row]");
    this.least = Math.max(1, Number(root.dataset.least));
    this.next = this.list.children.length;
    this.dropSpareRows();
    root.querySelector("[data-add]").hidden = false;
    root.querySelector("[data-add]").addEventListener("click", () => this.add());
    root.addEventListener("click", (event) => this.onClick(event));
    this.showRemovers();
  }

  dropSpareRows() {
    const rows = [...this.list.children].reverse();
    for (const row of rows) {
      if (this.list.children.length <= this.least || this.isFilled(row)) return;
      row.remove();
    }
  }

  isFilled(row) {
    return [...row.querySelectorAll("input, select, textarea")].some((field) =>
      field.type === "checkbox" || field.type === "radio" ? field.checked : field.value.trim() !== "",
    );
  }

  add() {
    const row = this.pattern.content.firstElementChild.cloneNode(true);
    this.number(row, this.next);
    this.next += 1;
    this.list.append(row);
    ShownWhen.watch(row.closest("form") ?? row);
    this.showRemovers();
    row.querySelector("input, select, textarea")?.focus();
    row.dispatchEvent(new Event("change", { bubbles: true }));
  }

  number(row, index) {
    for (const element of row.querySelectorAll("*")) {
      for (const attribute of element.attributes) {
        if (attribute.value.includes("__row__")) attribute.value = attribute.value.replace(PLACE, index);
      }
    }
  }

  onClick(event) {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    const row = button.closest("[data-row]");
    const neighbour = row.nextElementSibling ?? row.previousElementSibling;
    row.remove();
    this.showRemovers();
    (neighbour?.querySelector("input, select, textarea") ?? this.root.querySelector("[data-add]")).focus();
    this.list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  showRemovers() {
    const removable = this.list.children.length > this.least;
    for (const button of this.list.querySelectorAll("[data-remove]")) button.hidden = !removable;
  }
}
