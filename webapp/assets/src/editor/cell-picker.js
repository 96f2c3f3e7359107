// Picks what one cell says: the values of its fact, an amount in 元, a day; and the text itself, for whoever knows it.
import { fenOf, limitWords, readTest, readValue, testSaid, valueSaid, writeTest, writeValue, yuanOf } from "./cell-tests.js";
import { make } from "./make.js";

export class CellPicker {
  constructor(container, { translate, fact, isOutput, text, put, redraw }) {
    Object.assign(this, { container, translate, fact, isOutput, written: text, put, redraw });
    container.replaceChildren(this.picker(), this.textLine());
  }

  write(text) {
    this.put(text);
    this.redraw();
  }

  picker() {
    const kind = this.fact?.kind;
    if (kind === "choice") return this.isOutput ? this.oneOf(this.fact.values) : this.severalOf(this.fact.values);
    if (kind === "truth") return this.truth();
    if (kind === "money" || kind === "day") return this.isOutput ? this.amountOut(kind) : this.limits(kind);
    return make("p", { class: "muted" }, this.translate("先为本列选择事实要素。"));
  }

  textLine() {
    const t = this.translate;
    const said = make("output", { class: "field-help" }, this.written.trim() || !this.isOutput ? testSaid(this.written, this.fact, t) : "");
    const input = make("input", {
      class: "form-control te-code",
      value: this.written,
      spellcheck: "false",
      "data-part": "cell-text",
      onchange: (event) => this.write(event.target.value),
    });
    return make("label", { class: "te-line" }, make("span", {}, t(this.fact?.kind === "money" ? "单元格文字（金额以分计）" : "单元格文字")), input, said);
  }

  oneOf(values) {
    const now = readValue(this.written);
    const blank = now === null ? [make("option", { value: "" }, this.translate("请选择"))] : [];
    const options = values.map(({ value, term }) => make("option", { value }, term));
    const onchange = (event) => this.write(writeValue(event.target.value, "choice"));
    const select = make("select", { class: "form-select", value: now ?? "", onchange, "data-part": "value", "aria-label": this.translate("结果") }, blank, options);
    return make("label", { class: "te-line" }, make("span", {}, this.translate("结果")), select);
  }

  severalOf(values) {
    const t = this.translate;
    const test = readTest(this.written);
    const chosen = new Set(test.kind === "values" ? test.values : []);
    const put = (value, isOn) => {
      if (isOn) chosen.add(value);
      else chosen.delete(value);
      const kept = values.map((one) => one.value).filter((one) => chosen.has(one));
      this.write(writeTest({ kind: "values", values: kept, isNot: Boolean(test.isNot) }, "choice"));
    };
    const tick = ({ value, term }) =>
      make(
        "label",
        { class: "te-tick" },
        make("input", {
          class: "form-check-input",
          type: "checkbox",
          checked: chosen.has(value),
          "data-part": `value-${value}`,
          onchange: (event) => put(value, event.target.checked),
        }),
        term,
      );
    const turn = (event) => this.write(writeTest({ ...test, isNot: event.target.value === "not" }, "choice"));
    const how = make(
      "select",
      { class: "form-select", value: test.isNot ? "not" : "is", onchange: turn, disabled: !chosen.size, "data-part": "how", "aria-label": t("怎样适用") },
      make("option", { value: "is" }, t("是下列之一；都不选为不限")),
      make("option", { value: "not" }, t("不是下列任何一个")),
    );
    return make("fieldset", { class: "te-values" }, make("legend", {}, this.fact.term), how, values.map(tick));
  }

  truth() {
    const t = this.translate;
    const test = readTest(this.written);
    const now = test.kind === "values" && test.values.length === 1 ? String(test.values[0] !== Boolean(test.isNot)) : "";
    const answers = [["true", t("是")], ["false", t("否")]];
    const options = this.isOutput ? answers : [["", t("不限")], ...answers];
    const tile = ([value, label]) =>
      make(
        "label",
        { class: "te-tick" },
        make("input", {
          class: "form-check-input",
          type: "radio",
          name: "te-truth",
          checked: now === value,
          "data-part": `truth-${value}`,
          onchange: () => this.write(value),
        }),
        label,
      );
    return make("fieldset", { class: "te-values" }, make("legend", {}, this.fact.term), options.map(tile));
  }

  limits(kind) {
    const t = this.translate;
    const test = readTest(this.written);
    const words = limitWords(kind);
    const signs = Object.keys(words).map((sign) => make("option", { value: sign }, t(words[sign], { value: "…" })));
    const how = { limit: test.sign, range: "range", any: "" }[test.kind] ?? "";
    const change = (event) => this.write(this.started(event.target.value, test, kind));
    const select = make(
      "select",
      { class: "form-select", value: how, onchange: change, "data-part": "sign", "aria-label": this.fact.term },
      make("option", { value: "" }, t("不限")),
      signs,
      make("option", { value: "range" }, t("从…至…（都含本数）")),
    );
    const inputs = [];
    if (test.kind === "limit") inputs.push(this.value(kind, "value", test, t("界限")));
    if (test.kind === "range") inputs.push(this.value(kind, "from", test, t("从")), this.value(kind, "to", test, t("至")));
    return make("fieldset", { class: "te-values" }, make("legend", {}, this.fact.term), select, inputs);
  }

  // What a cell says right after another comparison was chosen: the limit that stood there is kept.
  started(sign, test, kind) {
    const first = test.value ?? test.from ?? (kind === "day" ? new Date().toISOString().slice(0, 10) : 0);
    if (sign === "range") return writeTest({ kind: "range", from: first, to: test.to ?? first }, kind);
    return sign ? writeTest({ kind: "limit", sign, value: first }, kind) : "";
  }

  value(kind, part, test, label) {
    const isDay = kind === "day";
    const input = make("input", {
      class: "form-control",
      type: isDay ? "date" : "text",
      inputmode: isDay ? null : "decimal",
      value: isDay ? test[part] : yuanOf(test[part]),
      "data-part": part,
      onchange: (event) => this.putValue(event.target, part, test, kind),
    });
    return make("label", { class: "te-line" }, make("span", {}, isDay ? label : this.translate("{label}（元）", { label })), input);
  }

  putValue(input, part, test, kind) {
    const value = kind === "day" ? input.value || null : fenOf(input.value);
    input.setAttribute("aria-invalid", String(value === null));
    if (value !== null) this.write(writeTest({ ...test, [part]: value }, kind));
  }

  amountOut(kind) {
    const now = readValue(this.written);
    const t = this.translate;
    const put = (event) => {
      const value = kind === "day" ? event.target.value || null : fenOf(event.target.value);
      event.target.setAttribute("aria-invalid", String(value === null));
      if (value !== null) this.write(writeValue(value, kind));
    };
    const shown = now === null ? "" : kind === "day" ? now : yuanOf(now);
    const input = make("input", { class: "form-control", type: kind === "day" ? "date" : "text", value: shown, onchange: put, "data-part": "value" });
    const label = kind === "day" ? t("日期") : t("{label}（元）", { label: t("金额") });
    const said = now === null ? "" : valueSaid(now, this.fact, t);
    return make("label", { class: "te-line" }, make("span", {}, label), input, make("output", { class: "field-help" }, said));
  }
}
