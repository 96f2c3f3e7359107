// The table row by row in words, as whoever approves it will read it.
import { testSaid } from "./cell-tests.js";
import { make } from "./make.js";

export class TableReading {
  constructor(container, editor) {
    this.container = container;
    this.editor = editor;
    this.translate = editor.translate;
  }

  draw() {
    const t = this.translate;
    const isOpen = this.container.querySelector("details")?.open ?? false;
    const rows = (this.editor.table.rule ?? []).map((rule) => this.row(rule));
    const details = make("details", {}, make("summary", {}, t("逐行解读（共 {rows} 行）", { rows: rows.length })), make("ol", {}, rows));
    details.open = isOpen;
    this.container.replaceChildren(details);
  }

  row(rule) {
    const t = this.translate;
    const { input = [], output = [] } = this.editor.table;
    const tests = input.map((clause, at) => this.said(clause, rule.inputEntry[at]?.text ?? "")).filter(Boolean);
    const results = output.map((clause, at) => this.said(clause, rule.outputEntry[at]?.text ?? "", true)).filter(Boolean);
    const when = tests.length ? tests.join(t("，且")) : t("任何情况");
    return make("li", {}, when, make("strong", {}, ` → ${results.join(t("，"))}`));
  }

  said(clause, text, isOutput = false) {
    if (!text.trim() && !isOutput) return "";
    const fact = this.editor.factOf(clause);
    const term = fact?.term ?? clause.label ?? "";
    return this.translate("{term}：{said}", { term, said: text.trim() ? testSaid(text, fact, this.translate) : "—" });
  }
}
