// What every page loads: htmx, and one class for each data-module. Pages work without any of it, diagrams excepted.
import htmx from "htmx.org";
import { ActForm } from "./act-form.js";
import { Examination } from "./examination.js";
import { Focus } from "./focus.js";
import { KeepTyped, restoreTyped } from "./keep-typed.js";
import { Keys } from "./keys.js";
import { Menu } from "./menu.js";
import { RowKeys } from "./row-keys.js";
import { Rows } from "./rows.js";

window.htmx = htmx;

const SMALL = { "act-form": ActForm, examination: Examination, focus: Focus, "keep-typed": KeepTyped, menu: Menu, rows: Rows, "row-keys": RowKeys };
const LARGE = {
  compare: async () => (await import("./compare.js")).Compare,
  diagram: async () => (await import("./diagram.js")).Diagram,
  paper: async () => (await import("./paper.js")).Paper,
};

async function attach(element) {
  if (element.dataset.attached) return;
  element.dataset.attached = "yes";
  const name = element.dataset.module;
  const Behaviour = SMALL[name] ?? (LARGE[name] && (await LARGE[name]()));
  if (Behaviour) new Behaviour(element);
}

function attachAll(root) {
  // Rows first: a form reads its fields after the spare rows are gone.
  const found = [...root.querySelectorAll("[data-module]")];
  found.sort((one, other) => (other.dataset.module === "rows") - (one.dataset.module === "rows"));
  for (const element of found) attach(element);
}

document.documentElement.classList.add("has-script");
attachAll(document);
restoreTyped();
new Keys(document);
document.addEventListener("htmx:load", (event) => attachAll(event.target));
