// Edits one decision table: dmn-js for the grid, pickers beside it for the chosen cell and column, the table row by
// row in words, and what the server says about gaps and overlaps.
import { make } from "./make.js";
import { TableActions } from "./table-actions.js";
import { TableCells } from "./table-cells.js";
import { TableModeler } from "./table-modeler.js";
import { TablePanel } from "./table-panel.js";
import { TableReading } from "./table-reading.js";
import { TableReport } from "./table-report.js";
import { emptyTable } from "./table-template.js";
import { TableWordsInPage, tableTranslator } from "./table-words.js";

const QUIET = 300;

export class TableEditor {
  constructor(container, { catalog, translate, onChange, editing }) {
    this.container = container;
    this.translate = translate;
    this.onChange = onChange;
    this.draft = editing?.draft;
    this.onSaved = ({ detail }) => detail.name === this.file && this.report.ask();
    this.draft?.addEventListener?.("saved-file", this.onSaved);
    this.facts = () => editing?.facts() ?? catalog.facts ?? [];
    this.build();
  }

  build() {
    const language = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    this.grid = make("div", { class: "te-grid" });
    this.bar = make("div", { class: "te-bar", role: "toolbar", "aria-label": this.translate("决策表") });
    const [side, words, report] = ["te-side", "te-words", "te-report"].map((name) => make("section", { class: name }));
    this.root = make("div", { class: "table-editor" }, this.bar, this.grid, side, words, report);
    this.container.replaceChildren(this.root);
    this.words = new TableWordsInPage(this.grid, language);
    this.modeler = new TableModeler({ container: this.grid, translate: tableTranslator(language) });
    this.panel = new TablePanel(side, this);
    this.reading = new TableReading(words, this);
    this.report = new TableReport(report, this);
    this.onKeys = (event) => this.onKey(event);
    this.root.addEventListener("keydown", this.onKeys);
  }

  async open(text, { file = "" } = {}) {
    this.file = file;
    this.written = text;
    this.isChanged = false;
    const opened = text.trim() ? text : emptyTable(file);
    await this.modeler.importXML(opened);
    this.view = this.modeler.getActiveViewer();
    if (!this.view) throw new Error(this.translate("文件里没有决策表"));
    this.actions = new TableActions(this.view, this);
    this.view.on("selection.changed", ({ selection }) => this.choose(selection));
    this.view.on("commandStack.changed", () => this.changed());
    // A column is edited beside the table, not in the pop-up of dmn-js.
    for (const [event, column] of [["input.edit", "input"], ["output.edit", "output"]]) {
      this.view.on(event, 2000, (edit) => {
        edit.stopPropagation();
        this.panel.showColumn(edit[column]);
      });
    }
    this.cells = new TableCells(this.grid, this);
    this.drawAll();
    this.report.ask();
  }

  // Until something is changed the file stays as it was written.
  async text() {
    if (!this.isChanged && this.written.trim()) return this.written;
    const { xml } = await this.modeler.saveXML({ format: true });
    return xml;
  }

  destroy() {
    clearTimeout(this.timer);
    this.report.stop();
    this.words.stop();
    this.cells?.stop();
    this.draft?.removeEventListener?.("saved-file", this.onSaved);
    this.modeler.destroy();
    this.container.replaceChildren();
  }

  get(service) {
    return this.view.get(service);
  }

  // The table as dmn-js holds it: { input, output, rule, hitPolicy }.
  get table() {
    return this.get("sheet").getRoot().businessObject;
  }

  factOf(clause) {
    const name = clause.$type === "dmn:InputClause" ? clause.inputExpression?.text : clause.name;
    return this.facts().find((fact) => fact.name === name) ?? null;
  }

  choose(selection) {
    clearTimeout(this.choosing);
    this.selection = selection;
    // dmn-js saves the cell that is left first.
    this.choosing = setTimeout(() => this.showChosen(), 0);
  }

  showChosen() {
    clearTimeout(this.choosing);
    if (this.selection !== undefined) this.panel.show(this.selection);
    this.selection = undefined;
  }

  // Whoever presses the key before the chosen cell is drawn gets to that cell all the same.
  toPanel() {
    this.showChosen();
    this.panel.focus();
  }

  changed() {
    this.isChanged = true;
    this.onChange?.();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.drawAll(), QUIET);
  }

  drawAll() {
    this.actions.draw(this.bar);
    this.panel.refresh();
    this.reading.draw();
    this.cells.draw();
  }

  get canUndo() {
    return Boolean(this.view) && this.get("commandStack").canUndo();
  }

  get canRedo() {
    return Boolean(this.view) && this.get("commandStack").canRedo();
  }

  undo() {
    this.get("commandStack").undo();
  }

  redo() {
    this.get("commandStack").redo();
  }

  onKey(event) {
    if (event.key === "F2" && this.grid.contains(event.target)) this.toPanel();
    else if (event.key === "Escape" && this.panel.contains(event.target)) this.backToCell();
    else if ((event.ctrlKey || event.metaKey) && !this.grid.contains(event.target)) return this.onUndoKey(event);
    else return undefined;
    event.preventDefault();
    return undefined;
  }

  // Inside the grid dmn-js listens itself.
  onUndoKey(event) {
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !isRedo) return;
    event.preventDefault();
    event.stopPropagation();
    if (isRedo) this.redo();
    else this.undo();
  }

  backToCell() {
    const id = this.get("cellSelection").getCellSelection();
    this.grid.querySelector(`[data-element-id="${CSS.escape(id ?? "")}"] [contenteditable]`)?.focus();
  }
}
