// Beside the table: the chosen cell with its values to pick, and its column with the fact it asks or answers.
import { CellPicker } from "./cell-picker.js";
import { make } from "./make.js";

const TYPES = { choice: "string", truth: "boolean", money: "number", day: "date" };

export class TablePanel {
  constructor(container, editor) {
    this.container = container;
    this.editor = editor;
    this.translate = editor.translate;
    this.chosen = null;
    this.column = null;
    this.draw();
  }

  contains(node) {
    return this.container.contains(node);
  }

  focus() {
    this.container.querySelector("input:not(:disabled), select, textarea")?.focus();
  }

  show(selection) {
    if (!selection?.row && !selection?.cells) return;
    // The note of a row is the row itself.
    this.chosen = selection.cells ? { row: selection } : selection;
    this.column = this.chosen.col?.businessObject ?? null;
    this.draw();
  }

  showColumn(clause) {
    this.chosen = null;
    this.column = clause;
    this.draw();
    this.container.querySelector("[data-part=fact]")?.focus();
  }

  // The table has changed: whoever types here goes on typing.
  refresh() {
    if (this.chosen && !this.editor.table.rule?.includes(this.chosen.row.businessObject)) this.chosen = null;
    const clauses = [...(this.editor.table.input ?? []), ...(this.editor.table.output ?? [])];
    if (this.column && !clauses.includes(this.column)) this.column = null;
    if (!this.contains(document.activeElement)) this.draw();
  }

  draw() {
    const t = this.translate;
    const parts = [];
    if (this.chosen && this.column) parts.push(this.cellPart());
    else if (this.chosen) parts.push(this.notePart());
    if (this.column) parts.push(this.columnPart());
    const hint = t("选中一个单元格或者双击列头，在这里选择取值和事实要素。F2 到这里，Esc 回到表格。");
    this.container.replaceChildren(...(parts.length ? parts : [make("p", { class: "muted" }, hint)]));
  }

  // Draws again once the focus is where it goes next.
  redraw() {
    clearTimeout(this.drawing);
    this.drawing = setTimeout(() => this.redrawNow(), 0);
  }

  redrawNow() {
    const part = this.contains(document.activeElement) ? document.activeElement.dataset.part : "";
    this.draw();
    if (part) this.container.querySelector(`[data-part="${CSS.escape(part)}"]`)?.focus();
  }

  rowNumber() {
    return this.editor.table.rule.indexOf(this.chosen.row.businessObject) + 1;
  }

  cellPart() {
    const t = this.translate;
    const cell = this.chosen.businessObject;
    const fact = this.editor.factOf(this.column);
    const holder = make("div");
    const words = make("h3", {}, t("第 {row} 行：{column}", { row: this.rowNumber(), column: this.nameOf(this.column) }));
    new CellPicker(holder, {
      translate: t,
      fact,
      isOutput: this.column.$type === "dmn:OutputClause",
      text: cell.text ?? "",
      put: (text) => this.editor.get("modeling").editCell(cell, text),
      redraw: () => this.redraw(),
    });
    return make("div", { class: "te-part" }, words, holder);
  }

  notePart() {
    const t = this.translate;
    const rule = this.chosen.row.businessObject;
    const put = (event) => this.editor.get("modeling").editAnnotation(rule, event.target.value);
    const note = make("textarea", { class: "form-control", rows: 6, value: rule.description ?? "", onchange: put, "data-part": "note" });
    const help = t("写明依据、由谁规定（S 法律行政法规、R 部门规章、C 本机关配置）和适用期间。");
    return make("div", { class: "te-part" }, make("label", {}, make("h3", {}, t("第 {row} 行：依据与说明", { row: this.rowNumber() })), note), make("p", { class: "field-help" }, help));
  }

  nameOf(clause) {
    return clause.label || this.editor.factOf(clause)?.term || this.translate("未选择事实要素的列");
  }

  columnPart() {
    const t = this.translate;
    const isOutput = this.column.$type === "dmn:OutputClause";
    const label = make("input", {
      class: "form-control",
      value: this.column.label ?? "",
      "data-part": "label",
      onchange: (event) => this.editor.get("modeling").updateProperties(this.column, { label: event.target.value || undefined }),
    });
    const remove = () => this.editor.get("modeling").removeCol(this.columnModel());
    return make(
      "details",
      { class: "te-part", open: !this.chosen },
      make("summary", {}, t(isOutput ? "结果列：{column}" : "条件列：{column}", { column: this.nameOf(this.column) })),
      make("label", { class: "te-line" }, make("span", {}, t("事实要素")), this.factList(isOutput)),
      make("label", { class: "te-line" }, make("span", {}, t("列名")), label),
      make("button", { class: "btn btn-sm", type: "button", "data-part": "remove-column", disabled: this.isLast(isOutput), onclick: remove }, t("删除本列")),
    );
  }

  columnModel() {
    return this.editor.get("sheet").getRoot().cols.find((col) => col.businessObject === this.column);
  }

  isLast(isOutput) {
    return (isOutput ? this.editor.table.output : this.editor.table.input).length < 2;
  }

  // Facts by what they are about; an output never writes the answers of a form.
  factList(isOutput) {
    const t = this.translate;
    const now = this.editor.factOf(this.column);
    const written = isOutput ? this.column.name : this.column.inputExpression?.text;
    const offered = this.editor.facts().filter((fact) => !isOutput || !fact.name.startsWith("form."));
    const option = (fact) => make("option", { value: fact.name }, `${fact.term}（${fact.name}）`);
    const groups = Map.groupBy?.(offered, (fact) => fact.group ?? "") ?? grouped(offered);
    const lists = [...groups].map(([group, facts]) => (group ? make("optgroup", { label: group }, facts.map(option)) : facts.map(option)));
    const missing = now ? [] : [make("option", { value: written ?? "" }, written ? t("没有这个事实要素：{name}", { name: written }) : t("请选择"))];
    const onchange = (event) => this.putFact(offered.find((fact) => fact.name === event.target.value), isOutput);
    return make("select", { class: "form-select", value: written ?? "", onchange, "data-part": "fact", "aria-label": t("事实要素") }, missing, lists.flat());
  }

  putFact(fact, isOutput) {
    if (!fact) return;
    const modeling = this.editor.get("modeling");
    const label = fact.term;
    if (isOutput) modeling.updateProperties(this.column, { label, name: fact.name, typeRef: TYPES[fact.kind] });
    else modeling.updateProperties(this.column, { label, inputExpression: { text: fact.name, typeRef: TYPES[fact.kind] } });
    this.redraw();
  }
}

function grouped(facts) {
  const groups = new Map();
  for (const fact of facts) groups.set(fact.group ?? "", [...(groups.get(fact.group ?? "") ?? []), fact]);
  return groups;
}
