// The answers a 单选 or 多选 field offers: words for people, values for conditions.
import { make } from "./make.js";

export class FormOptions {
  constructor(container, { translate, options, used, change, warn }) {
    this.container = container;
    this.translate = translate;
    this.options = options;
    this.used = used;
    this.change = change;
    this.warn = warn;
    this.draw();
  }

  draw() {
    const t = this.translate;
    const rows = this.options.map((option, index) => this.row(option, index));
    const add = make("button", { class: "btn btn-sm", type: "button", "data-part": "add-option", onclick: () => this.add() }, t("增加选项"));
    this.container.replaceChildren(
      make("fieldset", { class: "fd-options" }, make("legend", {}, t("选项")), make("ol", {}, rows), add),
    );
  }

  row(option, index) {
    const t = this.translate;
    const number = index + 1;
    const input = (part, label) =>
      make("input", {
        class: "form-control",
        autocomplete: "off",
        maxlength: part === "label" ? 100 : 60,
        value: option[part],
        placeholder: label,
        "aria-label": `${label} ${number}`,
        "data-part": `option-${part}-${index}`,
        oninput: (event) => this.put(index, { [part]: event.target.value }, `option-${part}-${index}`),
      });
    return make(
      "li",
      {},
      input("label", t("选项文字")),
      input("value", t("取值")),
      this.button("↑", t("选项上移"), index, index > 0, () => this.move(index, index - 1)),
      this.button("↓", t("选项下移"), index, number < this.options.length, () => this.move(index, index + 1)),
      this.button("✕", t("删除选项"), index, this.options.length > 1, () => this.remove(index)),
    );
  }

  button(sign, label, index, isOn, onclick) {
    const attributes = { class: "fd-sign", type: "button", title: label, "aria-label": `${label} ${index + 1}` };
    return make("button", { ...attributes, "data-part": `${label}-${index}`, disabled: !isOn, onclick }, sign);
  }

  put(index, changes, typing) {
    this.options = this.options.map((option, at) => (at === index ? { ...option, ...changes } : option));
    this.change(this.options, typing);
  }

  add() {
    const taken = new Set(this.options.map((option) => option.value));
    let number = 1;
    while (taken.has(`option_${number}`)) number += 1;
    const designer = this.container.closest(".form-designer");
    this.change([...this.options, { value: `option_${number}`, label: "" }]);
    designer.querySelector(`[data-part="option-label-${this.options.length}"]`).focus();
  }

  move(from, to) {
    const options = [...this.options];
    options.splice(to, 0, ...options.splice(from, 1));
    this.change(options);
  }

  remove(index) {
    const { value } = this.options[index];
    const used = this.used.filter((text) => text.includes(`"${value}"`)).map((text) => ({ name: value, text }));
    if (used.length && !this.warn(this.translate("以下条件正在使用这个选项："), used)) return;
    this.change(this.options.filter((_, at) => at !== index));
  }
}
