// What was typed survives a change of language or text size: a task's form as its draft, any other in this tab's memory.
const PREFIX = "typed:";
const MOST_ROWS = 50;
const NEVER_KEPT = new Set(["hidden", "password", "file", "submit", "button"]);

export class KeepTyped {
  constructor(root) {
    this.root = root;
    root.addEventListener("submit", (event) => this.onSubmit(event));
    // A page that comes back from the browser's store has to keep again.
    window.addEventListener("pageshow", () => (this.kept = false));
  }

  async onSubmit(event) {
    if (this.kept) return;
    event.preventDefault();
    const button = event.submitter ?? document.activeElement;
    try {
      await keepTyped();
    } finally {
      this.kept = true;
      // In a turn of its own: while this submission is still being told, another one is ignored.
      setTimeout(() => this.root.requestSubmit(button));
    }
  }
}

async function keepTyped() {
  const typed = [];
  for (const form of postedForms()) {
    if (await form.actForm?.settle()) continue;
    typed.push([form.getAttribute("action"), valuesOf(form)]);
    form.actForm?.release();
  }
  sessionStorage.setItem(place(), JSON.stringify(typed));
}

// Called once, when the page's rows and forms are attached. Kept values are read once and forgotten.
export function restoreTyped() {
  const kept = sessionStorage.getItem(place());
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
  for (const [action, values] of JSON.parse(kept ?? "[]")) {
    const form = postedForms().find((one) => one.getAttribute("action") === action);
    if (form && Object.keys(values).length) fill(form, values);
  }
}

function place() {
  return PREFIX + window.location.pathname + window.location.search;
}

function postedForms() {
  return [...document.querySelectorAll('main form[method="post"]')];
}

// A field may be named "elements" or "action" and hide the form's own property of that name.
function fieldsOf(form) {
  return [...form.querySelectorAll("input, select, textarea")].filter((field) => field.name && !NEVER_KEPT.has(field.type));
}

function isTick(field) {
  return field.type === "checkbox" || field.type === "radio";
}

function valuesOf(form) {
  const values = Object.create(null);
  for (const field of fieldsOf(form)) {
    values[field.name] ??= [];
    if (!isTick(field) || field.checked) values[field.name].push(field.value);
  }
  return values;
}

function fill(form, values) {
  for (const [name, given] of Object.entries(values)) {
    makeRoomFor(form, name);
    for (const field of fieldsOf(form).filter((one) => one.name === name)) {
      if (isTick(field)) field.checked = given.includes(field.value);
      else field.value = given[0] ?? "";
    }
  }
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

// A row that was added by hand is added again, until it carries the number it had.
function makeRoomFor(form, name) {
  const pattern = name.replace(/-\d+-/, "-__row__-");
  if (pattern === name) return;
  const isThere = () => fieldsOf(form).some((field) => field.name === name);
  const rows = [...form.querySelectorAll('[data-module="rows"]')].find((root) =>
    root.querySelector("template").content.querySelector(`[name="${CSS.escape(pattern)}"]`),
  );
  for (let count = 0; rows && !isThere() && count < MOST_ROWS; count += 1) rows.querySelector("[data-add]").click();
}
