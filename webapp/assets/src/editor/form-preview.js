// The form as the officer will see it: the markup of templates/macros/inputs.html, with conditional fields at work.
import { ShownWhen } from "../shown-when.js";
import { answersOf } from "./form-sheet.js";
import { make } from "./make.js";

const MOST_TILES = 6;
const WORDS = { truth: "choice" };
const WIDE = new Set(["paragraph", "choices", "file"]);

export class FormPreview {
  // Several forms may be open at once: `own` keeps their ids apart.
  constructor(container, translate, own) {
    this.container = container;
    this.translate = translate;
    this.own = own;
    this.form = null;
  }

  // Draws the sheet anew; what was tried out in the preview stays.
  draw(sheet) {
    const tried = this.form ? [...new FormData(this.form)].filter(([, value]) => typeof value === "string") : [];
    const fields = make("div", { class: "fields" }, sheet.fields.map((field, index) => this.field(field, index, sheet)));
    this.form = make("form", { class: "act-form form-preview", novalidate: true, onsubmit: (event) => event.preventDefault() });
    if (sheet.help) this.form.append(make("p", { class: "field-help" }, sheet.help));
    if (sheet.article) this.form.append(make("p", { class: "field-help" }, this.provision("", sheet.article)));
    this.form.append(fields);
    this.fill(tried);
    this.container.replaceChildren(this.form);
    ShownWhen.watch(this.form);
  }

  fill(tried) {
    for (const [name, value] of tried) {
      for (const input of this.form.querySelectorAll(`[name="${CSS.escape(name)}"]`)) {
        if (input.type === "checkbox" || input.type === "radio") input.checked ||= input.value === value;
        else if (input.type !== "file") input.value = value;
      }
    }
  }

  field(field, index, sheet) {
    const isGroup = field.kind === "choices" || this.isTiled(field);
    const classes = ["field", `field-${WORDS[field.kind] ?? field.kind}`, WIDE.has(field.kind) && "is-wide"];
    const parts = isGroup
      ? [make("legend", {}, this.caption(field)), this.help(field), this.input(field)]
      : [make("label", { for: `${this.own}-${field.key}` }, this.caption(field)), this.input(field), this.help(field)];
    return make(
      isGroup ? "fieldset" : "div",
      { class: classes.filter(Boolean).join(" "), "data-field": field.key, ...this.shownBy(field, index, sheet) },
      parts,
    );
  }

  shownBy(field, index, sheet) {
    if (!field.shown) return {};
    const posted = { true: "yes", false: "no" }[String(field.shown.equals)] ?? field.shown.equals;
    const decider = sheet.fields.slice(0, index).some((other) => other.key === field.shown.field);
    return decider ? { "data-shown-by": field.shown.field, "data-shown-for": JSON.stringify([posted]) } : {};
  }

  caption(field) {
    const mark = field.required
      ? make("span", { class: "required", title: this.translate("必填") }, " *")
      : make("span", { class: "optional" }, this.translate("选填"));
    return [field.title || field.key, mark];
  }

  help(field) {
    const text = field.article ? this.provision(field.help, field.article) : field.help;
    return text ? make("p", { class: "field-help", id: `${this.own}-help-${field.key}` }, text) : null;
  }

  provision(help, article) {
    return help
      ? this.translate("{help}（依据：{article}）", { help, article })
      : this.translate("依据：{article}", { article });
  }

  isTiled(field) {
    return field.kind === "truth" || (field.kind === "choice" && field.options.length <= MOST_TILES);
  }

  input(field) {
    const named = {
      id: `${this.own}-${field.key}`,
      name: field.key,
      "aria-required": field.required && "true",
      "aria-describedby": (field.help || field.article) && `${this.own}-help-${field.key}`,
    };
    if (field.kind === "choices") return this.tiles(field, "checkbox");
    if (this.isTiled(field)) return this.tiles(field, "radio");
    if (field.kind === "choice") return this.list(field, named);
    if (field.kind === "paragraph") return make("textarea", { class: "form-control", ...named, rows: 4, maxlength: field.limit ?? 4000 });
    if (field.kind === "money") return this.money(named);
    return make("input", { class: "form-control", ...named, ...this.typeOf(field) });
  }

  typeOf(field) {
    if (field.kind === "day") return { type: "date", max: "9999-12-31" };
    if (field.kind === "file") return { type: "file", multiple: true };
    if (field.kind === "number") return { type: "text", inputmode: "numeric", maxlength: 9, autocomplete: "off" };
    return { type: "text", maxlength: field.limit ?? 200, autocomplete: "off" };
  }

  money(named) {
    const input = make("input", { class: "form-control", ...named, inputmode: "decimal", maxlength: 20, autocomplete: "off" });
    return make("div", { class: "input-money" }, input, make("span", { "aria-hidden": "true" }, this.translate("元")));
  }

  tiles(field, type) {
    const tiles = answersOf(field).map(({ value, label }, index) =>
      make(
        "label",
        { class: "tile" },
        make("input", {
          class: "form-check-input",
          type,
          name: field.key,
          value: typeof value === "boolean" ? (value ? "yes" : "no") : value,
          id: index === 0 ? `${this.own}-${field.key}` : null,
        }),
        make("span", { class: "tile-word" }, field.kind === "truth" ? this.translate(label) : label),
      ),
    );
    return make("div", { class: type === "checkbox" ? "tiles tiles-checks" : "tiles" }, tiles);
  }

  list(field, named) {
    const options = answersOf(field).map(({ value, label }) => make("option", { value }, label));
    return make("select", { class: "form-select", ...named }, make("option", { value: "" }, this.translate("请选择")), options);
  }
}
