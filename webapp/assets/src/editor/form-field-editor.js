// Edits one field of a form: its words, provision, limits, answers and when it is asked; and says what reads it.
import { KINDS, answersOf, deciders, hasOptions, isFact } from "./form-sheet.js";
import { isKey } from "./form-problems.js";
import { FormOptions } from "./form-options.js";
import { make } from "./make.js";
import { usesOf } from "./form-uses.js";

export class FieldEditor {
  // `change(changes, typing)` applies to the field; `typing` names the input while it is typed into.
  constructor(container, { translate, change, warn, own }) {
    this.container = container;
    this.own = own;
    this.translate = translate;
    this.change = change;
    this.warn = warn;
  }

  draw(sheet, index, uses) {
    const t = this.translate;
    this.field = sheet.fields[index];
    if (!this.field) {
      this.container.replaceChildren(make("p", { class: "muted" }, t("选中一个字段后在这里编辑；还没有字段时，从左侧添加。")));
      return;
    }
    const parts = [
      make("h3", {}, t(KINDS[this.field.kind])),
      this.line("title", t("名称"), { maxlength: 100 }),
      this.tick("required", t("必填")),
      this.area("help", t("填写说明"), { maxlength: 1000, rows: 2 }),
      this.line("article", t("依据"), { maxlength: 200, placeholder: t("例如：行政处罚法58条") }),
      hasOptions(this.field) ? this.options(uses) : null,
      ...this.limits(),
      ...this.condition(sheet, index),
      this.key(uses),
      isFact(this.field) ? this.facts(uses) : null,
    ];
    this.container.replaceChildren(...parts.filter(Boolean));
  }

  labelled(part, label, input, note = null) {
    input.id = `${this.own}-${part}`;
    input.dataset.part = part;
    return make("div", { class: "fd-line" }, make("label", { for: input.id }, label), input, note);
  }

  line(part, label, attributes) {
    const input = make("input", {
      class: "form-control",
      autocomplete: "off",
      value: this.field[part],
      oninput: (event) => this.change({ [part]: event.target.value }, part),
      ...attributes,
    });
    return this.labelled(part, label, input);
  }

  area(part, label, attributes) {
    const input = make("textarea", {
      class: "form-control",
      value: this.field[part],
      oninput: (event) => this.change({ [part]: event.target.value }, part),
      ...attributes,
    });
    return this.labelled(part, label, input);
  }

  tick(part, label) {
    const onchange = (event) => this.change({ [part]: event.target.checked });
    const input = make("input", { class: "form-check-input", type: "checkbox", checked: this.field[part], onchange });
    input.dataset.part = part;
    return make("label", { class: "fd-tick" }, input, make("span", {}, label));
  }

  options(uses) {
    const holder = make("div");
    new FormOptions(holder, {
      translate: this.translate,
      options: this.field.options,
      used: isFact(this.field) ? usesOf(uses, this.field.key).map((use) => use.text) : [],
      change: (options, typing) => this.change({ options }, typing),
      warn: this.warn,
    });
    return holder;
  }

  limits() {
    const t = this.translate;
    const { kind } = this.field;
    if (kind === "text" || kind === "paragraph") return [this.whole("limit", t("最多字数"), 1)];
    if (kind === "number") return [this.whole("least", t("最小值"), 1), this.whole("most", t("最大值"), 1)];
    if (kind === "money") return [this.whole("least", t("不低于（元）"), 100), this.whole("most", t("不高于（元）"), 100)];
    return kind === "file" ? [this.tick("several", t("可以上传多个文件"))] : [];
  }

  // A whole number; amounts are shown in 元 and kept in 分.
  whole(part, label, unit) {
    const value = this.field[part];
    const input = make("input", {
      class: "form-control fd-number",
      inputmode: unit === 1 ? "numeric" : "decimal",
      autocomplete: "off",
      value: value === null ? "" : String(value / unit),
      oninput: (event) => {
        const text = event.target.value.trim();
        const number = Math.round(Number(text) * unit);
        const isGood = text === "" || (/^\d+(\.\d{1,2})?$/.test(text) && Number.isSafeInteger(number));
        event.target.setAttribute("aria-invalid", String(!isGood));
        if (isGood) this.change({ [part]: text === "" ? null : number }, part);
      },
    });
    return this.labelled(part, label, input);
  }

  condition(sheet, index) {
    const t = this.translate;
    const before = deciders(sheet, index);
    const { shown } = this.field;
    if (!before.length && !shown) return [];
    const chosen = before.find((one) => one.key === shown?.field);
    const which = make(
      "select",
      { class: "form-select", value: shown?.field ?? "", onchange: (event) => this.ask(before, event.target.value) },
      make("option", { value: "" }, t("总是显示")),
      before.map((one) => make("option", { value: one.key }, t("取决于“{field}”", { field: one.title || one.key }))),
      shown && !chosen ? make("option", { value: shown.field }, t("取决于“{field}”", { field: shown.field })) : null,
    );
    const lines = [this.labelled("shown", t("何时显示"), which)];
    if (chosen) lines.push(this.answer(chosen));
    return lines;
  }

  answer(decider) {
    const t = this.translate;
    const answers = answersOf(decider);
    const at = answers.findIndex(({ value }) => value === this.field.shown.equals);
    const list = make(
      "select",
      {
        class: "form-select",
        value: String(at),
        onchange: (event) => this.change({ shown: { field: decider.key, equals: answers[event.target.value].value } }),
      },
      answers.map(({ label }, index) => make("option", { value: String(index) }, decider.kind === "truth" ? t(label) : label)),
    );
    return this.labelled("equals", t("回答是下列时显示"), list);
  }

  ask(before, key) {
    const decider = before.find((one) => one.key === key);
    this.change({ shown: decider ? { field: key, equals: answersOf(decider)[0]?.value ?? "" } : null });
  }

  key(uses) {
    const t = this.translate;
    const used = usesOf(uses, this.field.key);
    const input = make("input", {
      class: "form-control",
      autocomplete: "off",
      spellcheck: "false",
      maxlength: 40,
      readonly: used.length > 0,
      value: this.field.key,
      oninput: (event) => this.rename(event.target),
    });
    const note = make("p", { class: "field-help" }, t("编号写在条件和记录里，公布后请勿更改；名称可以随时改。"));
    return this.labelled("key", t("编号"), input, make("div", {}, note, used.length ? this.unlock(input, used) : null));
  }

  // A key that conditions name is changed only after a warning.
  unlock(input, used) {
    const button = make("button", { class: "btn btn-sm", type: "button" }, this.translate("改编号"));
    button.addEventListener("click", () => {
      if (!this.warn(this.translate("改了编号，以下条件就找不到这个字段："), used)) return;
      button.remove();
      input.readOnly = false;
      input.focus();
    });
    return button;
  }

  rename(input) {
    const key = input.value.trim();
    input.setAttribute("aria-invalid", String(!isKey(key)));
    if (isKey(key)) this.change({ key }, "key");
  }

  facts(uses) {
    const t = this.translate;
    const { key } = this.field;
    const facts = uses.steps.map(({ id, name }) => make("li", {}, make("code", {}, `form.${id}.${key}`), ` ${name}`));
    const used = usesOf(uses, key).map((use) => make("li", {}, `${use.name} `, make("code", {}, use.text)));
    return make(
      "div",
      { class: "fd-facts" },
      make("h4", {}, t("给出的事实要素")),
      facts.length ? make("ul", {}, facts) : make("p", { class: "muted" }, t("还没有环节使用这张表单。")),
      make("h4", {}, t("使用它的条件")),
      used.length ? make("ul", {}, used) : make("p", { class: "muted" }, t("没有条件或者决策表使用这个字段。")),
    );
  }
}
