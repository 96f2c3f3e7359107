// The same flow as an indented list: read with the arrows, changed from the keyboard, and every change is drawn.
import { OutlineDetails } from "./outline-details.js";
import { OutlineEdits } from "./outline-edits.js";
import { OutlineWords } from "./outline-words.js";
import { drawRow } from "./outline-row.js";
import { make } from "./make.js";
import { rowsOf } from "./outline-rows.js";

// What a diagram says stays Chinese in every language of the editor.
const [NEW_STEP, NEW_QUESTION] = ["新环节", "新判断？"];
const NAMED = new Set(["step", "choice", "event", "end", "beside", "branch"]);

export class Outline {
  constructor(container, { catalog, translate, modeler, editing = modeler.get("editing", false), onOpen }) {
    Object.assign(this, { container, translate, modeler });
    this.openFile = onOpen ?? editing?.openFile ?? (() => {});
    this.words = new OutlineWords({ catalog, editing, translate });
    this.edits = new OutlineEdits(modeler);
    this.rows = [];
    this.active = "";
    this.build();
    this.onModel = () => this.later();
    modeler.on("commandStack.changed", this.onModel);
    this.draw();
  }

  destroy() {
    this.modeler.off("commandStack.changed", this.onModel);
    cancelAnimationFrame(this.frame);
    this.container.replaceChildren();
  }

  build() {
    const t = this.translate;
    this.tree = make("ul", { class: "ol-tree", role: "tree", "aria-label": t("流程提纲"), onkeydown: (event) => this.onKey(event) });
    this.status = make("p", { class: "ol-status", role: "status" });
    const side = make("section", { class: "ol-details", "aria-label": t("详情"), onkeydown: (event) => this.onDetailsKey(event) });
    this.details = new OutlineDetails(side, {
      words: this.words,
      edits: this.edits,
      translate: t,
      openFile: (file) => this.openFile(file),
      close: () => this.close(),
    });
    const hint = t("方向键移动，→ 进入分支或者部分，Enter 详情，F2 改名，Insert 加环节，Delete 删除，Alt+方向键调整次序，Ctrl+Z 撤销。");
    this.container.replaceChildren(
      make("div", { class: "outline" }, this.toolbar(), make("p", { class: "field-help" }, hint), this.status, this.tree, side),
    );
    this.details.draw(null);
  }

  toolbar() {
    const t = this.translate;
    const button = (part, label, onclick) => make("button", { class: "btn btn-sm", type: "button", "data-part": part, onclick }, label);
    return make(
      "div",
      { class: "ol-bar", role: "toolbar", "aria-label": t("提纲") },
      button("add", t("在此后加环节"), () => this.add()),
      button("add-choice", t("在此后加判断"), () => this.addChoice()),
      button("remove", t("删除"), () => this.remove()),
      button("up", t("上移"), () => this.move(-1)),
      button("down", t("下移"), () => this.move(1)),
      button("rename", t("改名"), () => this.rename()),
      button("details", t("详情"), () => this.openDetails()),
    );
  }

  // ---------------------------------------------------------------------------------------------- drawing
  get process() {
    const root = this.modeler.get("canvas").getRootElement().businessObject;
    return root.$type === "bpmn:Collaboration" ? root.participants.find((one) => one.processRef).processRef : root;
  }

  later() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => this.draw());
  }

  draw() {
    // Whoever types a name goes on typing.
    if (this.tree.querySelector(".ol-input")) return;
    const hadFocus = this.tree.contains(document.activeElement);
    const from = Math.max(0, this.indexOf(this.active));
    this.rows = rowsOf(this.process);
    // Of a row that is gone, whoever stands in its place now.
    if (!this.row) this.active = this.rows[Math.min(from, this.rows.length - 1)]?.id ?? "";
    this.tree.replaceChildren(...this.rows.map((row, index) => drawRow(row, { said: this.words.of(row), ...this.itemOf(row, index) })));
    if (hadFocus) this.item$(this.active)?.focus();
    if (this.opened) this.details.refresh(this.rows.find((row) => row.id === this.opened) ?? null);
  }

  itemOf(row, index) {
    return {
      isActive: row.id === this.active,
      linkWords: this.translate("打开"),
      choose: () => this.choose(index),
      details: () => this.openDetails(),
      openFile: (file) => this.openFile(file),
    };
  }

  item$(id) {
    return this.tree.children[this.indexOf(id)];
  }

  indexOf(id) {
    return this.rows.findIndex((row) => row.id === id);
  }

  get row() {
    return this.rows[this.indexOf(this.active)];
  }

  // ---------------------------------------------------------------------------------------------- moving about
  choose(index) {
    const row = this.rows[Math.min(Math.max(index, 0), this.rows.length - 1)];
    if (!row) return;
    const old = this.item$(this.active);
    this.active = row.id;
    const item = this.item$(row.id);
    for (const [one, isChosen] of [[old, false], [item, true]]) {
      one?.setAttribute("aria-selected", String(isChosen));
      one?.setAttribute("tabindex", isChosen ? "0" : "-1");
    }
    item.focus();
    this.tell("");
    this.selectInDrawing(row);
    if (this.opened) this.open(row);
  }

  selectInDrawing(row) {
    const shape = this.edits.shape(row.kind === "jump" ? row.node.id : row.id);
    if (shape) this.modeler.get("selection").select(shape);
  }

  onKey(event) {
    if (event.target.tagName === "INPUT") return;
    const at = this.indexOf(this.active);
    const isUndo = (event.ctrlKey || event.metaKey) && ["z", "y"].includes(event.key.toLowerCase());
    const keys = {
      ArrowDown: () => (event.altKey ? this.move(1) : this.choose(at + 1)),
      ArrowUp: () => (event.altKey ? this.move(-1) : this.choose(at - 1)),
      ArrowLeft: () => this.choose(this.parentOf(at)),
      ArrowRight: () => this.goIn(at),
      Home: () => this.choose(0),
      End: () => this.choose(this.rows.length - 1),
      Enter: () => this.openDetails(),
      F2: () => this.rename(),
      Insert: () => this.add(),
      Delete: () => this.remove(),
      "+": () => this.add(),
    };
    const act = isUndo ? () => this.onUndoKey(event) : keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  onUndoKey(event) {
    if (event.key.toLowerCase() === "y" || event.shiftKey) this.redo();
    else this.undo();
  }

  parentOf(at) {
    for (let index = at - 1; index >= 0; index -= 1) if (this.rows[index].level < this.rows[at].level) return index;
    return at;
  }

  // Into a branch, after a jump to its step, into a part.
  goIn(at) {
    const row = this.rows[at];
    const { part } = this.words.of(row);
    if (row.kind === "jump") this.choose(this.indexOf(row.node.id));
    else if (row.children.length) this.choose(at + 1);
    else if (part) this.openFile(part);
  }

  // ---------------------------------------------------------------------------------------------- details
  openDetails() {
    const { row } = this;
    if (!row || row.kind === "heading") return;
    if (row.kind === "jump") {
      this.choose(this.indexOf(row.node.id));
      return;
    }
    this.open(row);
    this.details.focus();
  }

  open(row) {
    const isOpenable = row.kind !== "heading" && row.kind !== "jump";
    this.opened = isOpenable ? row.id : "";
    this.details.draw(isOpenable ? row : null);
  }

  close() {
    this.opened = "";
    this.details.draw(null);
    this.item$(this.active)?.focus();
  }

  onDetailsKey(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    // What is being typed is taken over first.
    document.activeElement.blur();
    this.close();
  }

  // ---------------------------------------------------------------------------------------------- changes
  add() {
    const { row } = this;
    if (!row || !this.edits.flowAfter(row.id)) return this.tell(this.translate("这里不能加环节；请选一个环节，或者分支的那一行。"));
    this.active = this.edits.addStep(row.id, NEW_STEP);
    this.draw();
    this.selectInDrawing(this.row);
    return this.rename();
  }

  addChoice() {
    const { row } = this;
    if (!row || !this.edits.flowAfter(row.id)) return this.tell(this.translate("这里不能加判断；请选一个环节，或者分支的那一行。"));
    this.active = this.edits.addChoice(row.id, NEW_QUESTION, NEW_STEP);
    this.draw();
    this.choose(this.indexOf(this.active));
    return this.openDetails();
  }

  remove() {
    const { row } = this;
    if (!row || !this.edits.mayRemove(row.id)) return this.tell(this.translate("这一行不能直接删除；有分支的判断，先删去分支里的环节。"));
    const { text } = this.words.of(row);
    this.edits.remove(row.id);
    this.draw();
    this.item$(this.active)?.focus();
    return this.tell(this.translate("已删除“{name}”，可以撤销", { name: text }));
  }

  move(step) {
    const { row } = this;
    if (!row || !this.edits.move(row.id, step)) return this.tell(this.translate("只能和同一条线上相邻的环节交换次序。"));
    this.draw();
    this.item$(this.active)?.focus();
    return this.tell(this.translate("已移动，现在是第 {number} 步", { number: this.row.number }));
  }

  undo() {
    this.modeler.get("commandStack").undo();
  }

  redo() {
    this.modeler.get("commandStack").redo();
  }

  rename() {
    const { row } = this;
    if (!row || !NAMED.has(row.kind)) return;
    const item = this.item$(row.id);
    const now = (row.flow ?? row.node).name ?? "";
    const input = make("input", { class: "form-control ol-input", value: now, "aria-label": this.translate("名称") });
    item.querySelector(".ol-name").replaceChildren(input);
    input.addEventListener("keydown", (event) => this.onRenameKey(event, row, now));
    input.addEventListener("blur", () => this.finishRename(row, now, input.value));
    input.focus();
    input.select();
  }

  onRenameKey(event, row, now) {
    if (event.isComposing || (event.key !== "Enter" && event.key !== "Escape")) return;
    event.preventDefault();
    event.stopPropagation();
    const { value } = event.target;
    this.finishRename(row, now, event.key === "Enter" ? value : now);
    this.item$(this.active)?.focus();
  }

  finishRename(row, now, name) {
    if (this.finishing) return;
    this.finishing = true;
    this.tree.querySelector(".ol-input")?.remove();
    if (name.trim() && name.trim() !== now) this.edits.rename(row.id, name.trim());
    this.draw();
    this.finishing = false;
  }

  tell(text) {
    this.status.textContent = text;
  }
}
