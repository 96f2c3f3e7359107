// The buttons over the table: how rows answer, and adding, moving and removing rows and columns.
import { make } from "./make.js";

const POLICIES = {
  FIRST: "按顺序取最先适用的一行",
  UNIQUE: "任何情况只有一行适用",
  ANY: "可以有几行适用，结果须相同",
};

export class TableActions {
  constructor(view, editor) {
    this.view = view;
    this.editor = editor;
    this.translate = editor.translate;
  }

  draw(bar) {
    const t = this.translate;
    const focused = bar.contains(document.activeElement) ? document.activeElement.dataset.part : "";
    const button = (part, label, onclick) =>
      make("button", { class: "btn btn-sm", type: "button", "data-part": part, onclick: () => this.press(onclick) }, label);
    bar.replaceChildren(
      this.policy(),
      button("add-row", t("加一行"), () => this.addRow()),
      button("row-up", t("本行上移"), () => this.moveRow(-1)),
      button("row-down", t("本行下移"), () => this.moveRow(1)),
      button("remove-row", t("删除本行"), () => this.removeRow()),
      button("add-input", t("加条件列"), () => this.trigger("addInput")),
      button("add-output", t("加结果列"), () => this.trigger("addOutput")),
    );
    bar.querySelector(`[data-part="${focused}"]`)?.focus();
  }

  policy() {
    const t = this.translate;
    const now = this.editor.table.hitPolicy ?? "UNIQUE";
    const names = now in POLICIES ? Object.keys(POLICIES) : [now, ...Object.keys(POLICIES)];
    const options = names.map((name) => make("option", { value: name }, POLICIES[name] ? t(POLICIES[name]) : t("不支持：{name}", { name })));
    const onchange = (event) => this.view.get("modeling").editHitPolicy(event.target.value, undefined);
    return make(
      "label",
      { class: "te-policy" },
      make("span", {}, t("各行怎样适用")),
      make("select", { class: "form-select", value: now, onchange, "data-part": "policy", "aria-label": t("各行怎样适用") }, options),
    );
  }

  press(act) {
    act();
    this.editor.drawAll();
  }

  trigger(action, context) {
    return this.view.get("editorActions").trigger(action, context);
  }

  get row() {
    const chosen = this.view.get("selection").get();
    return chosen?.row ?? null;
  }

  addRow() {
    const row = this.row;
    const added = row ? this.trigger("addRuleBelow", { rule: row }) : this.trigger("addRule");
    this.view.get("selection").select(added.cells[0]);
  }

  moveRow(step) {
    const { row } = this;
    const rows = this.view.get("sheet").getRoot().rows;
    const to = rows.indexOf(row) + step;
    if (!row || to < 0 || to >= rows.length) return;
    const chosen = this.view.get("selection").get();
    this.view.get("modeling").moveRow(row, to);
    this.view.get("selection").select(chosen);
  }

  removeRow() {
    if (this.row) this.trigger("removeRule", { rule: this.row });
  }
}
