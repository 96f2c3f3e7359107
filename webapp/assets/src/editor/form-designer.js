// Designs a form: fields in a list, the selected one beside it, and the officer's page as it will look; every change
// can be taken back, and everything can be done from the keyboard.
import { FieldEditor } from "./form-field-editor.js";
import { FieldList } from "./form-field-list.js";
import { FormPreview } from "./form-preview.js";
import { History } from "./history.js";
import { addField, changeField, copyField, lostWords, moveField, readSheet, removeField, writeSheet } from "./form-sheet.js";
import { make } from "./make.js";
import { problemsOf } from "./form-problems.js";
import { usesIn, usesOf } from "./form-uses.js";

let designers = 0;

export class FormDesigner {
  constructor(container, { translate, onChange, editing }) {
    Object.assign(this, { container, translate, onChange, editing });
    this.own = `form${(designers += 1)}`;
    this.selected = -1;
    this.onKeys = (event) => this.onKey(event);
    container.addEventListener("keydown", this.onKeys);
    this.build();
  }

  async open(text, { file = "", files = {} } = {}) {
    this.name = file.replace(/^forms\//, "").replace(/\.json$/, "");
    this.uses = usesIn(files, this.name);
    this.written = text;
    try {
      this.history = new History(readSheet(text));
      const lost = lostWords(text);
      if (lost.length) this.tell(this.translate("设计器不支持 {words}，保存后这些内容会丢失。", { words: lost.join("、") }));
    } catch {
      this.history = new History(readSheet(""));
      this.tell(this.translate("这个文件不是完整的表单，已打开一张空表单；修改后将替换原来的内容。"));
    }
    this.selected = this.sheet.fields.length ? 0 : -1;
    this.draw();
  }

  // Back from another file: the diagrams may use other answers now.
  show(isShown) {
    const files = isShown && this.history ? this.editing?.draft.files : null;
    if (!files) return;
    this.uses = usesIn(Object.fromEntries(files), this.name);
    this.drawEditor();
  }

  get sheet() {
    return this.history.now;
  }

  // Until something is changed the file stays as it was written.
  text() {
    return this.history.canUndo || this.history.canRedo ? writeSheet(this.sheet) : this.written;
  }

  // The same before it is saved, once the form is open.
  drawn() {
    return this.history && this.text();
  }

  destroy() {
    this.container.removeEventListener("keydown", this.onKeys);
    this.container.replaceChildren();
  }

  build() {
    const t = this.translate;
    const [left, middle, right] = ["fd-left", "fd-middle", "fd-right"].map((name) => make("section", { class: name }));
    this.status = make("p", { class: "fd-status", role: "status" });
    this.problems = make("div", { class: "fd-problems" });
    this.heading = make("div", { class: "fd-heading" });
    const editor = make("div");
    const preview = make("div", { class: "fd-paper" });
    this.list = new FieldList(left, t, this);
    this.editor = new FieldEditor(middle.appendChild(editor), {
      translate: t,
      change: (changes, typing) => this.put(changeField(this.sheet, this.selected, changes), typing),
      warn: (text, uses) => this.warn(text, uses),
      own: `${this.own}-field`,
    });
    middle.addEventListener("focusout", () => this.history?.settle());
    right.append(make("h3", {}, t("预览：办理人看到的样子")), preview);
    this.preview = new FormPreview(preview, t, `${this.own}-preview`);
    left.prepend(this.heading);
    left.append(this.problems);
    this.container.replaceChildren(make("div", { class: "form-designer" }, this.status, left, middle, right));
  }

  draw() {
    this.drawHeading();
    this.drawEditor();
    this.drawRest();
  }

  drawHeading() {
    const line = (part, label, limit) =>
      make(
        "label",
        { class: "fd-line" },
        make("span", {}, label),
        make("input", {
          class: "form-control",
          autocomplete: "off",
          maxlength: limit,
          value: this.sheet[part],
          "data-part": `sheet-${part}`,
          oninput: (event) => this.put({ ...this.sheet, [part]: event.target.value }, `sheet-${part}`),
        }),
      );
    const t = this.translate;
    const more = make("details", {}, make("summary", {}, t("表单说明与依据")));
    more.open = Boolean(this.heading.querySelector("details")?.open);
    more.append(line("help", t("表单说明"), 1000), line("article", t("依据"), 200));
    this.heading.replaceChildren(line("title", t("表单名称"), 100), more);
  }

  drawEditor() {
    this.editor.draw(this.sheet, this.selected, this.uses);
  }

  drawRest() {
    this.list.draw(this.sheet, this.selected);
    this.preview.draw(this.sheet);
    this.drawProblems();
  }

  drawProblems() {
    const found = problemsOf(this.sheet);
    const items = found.map((problem) => {
      const field = this.sheet.fields[problem.index];
      const words = `${field ? `${field.title || field.key}：` : ""}${this.translate(problem.text)}`;
      return make("li", {}, make("button", { class: "fd-link", type: "button", onclick: () => this.goTo(problem) }, words));
    });
    const heading = make("h3", {}, this.translate("还须更正"));
    this.problems.replaceChildren(...(items.length ? [heading, make("ul", {}, items)] : []));
  }

  goTo({ index, part }) {
    if (index >= 0) this.select(index);
    this.container.querySelector(`[data-part="${CSS.escape(part)}"]`)?.focus();
  }

  // ---------------------------------------------------------------------------------------------- changes
  put(sheet, typing = "") {
    if (sheet === this.sheet) return;
    this.history.push(sheet, typing);
    // While somebody types, their input is left alone: input methods lose what is composed otherwise.
    if (!typing) this.redraw();
    else this.drawRest();
    this.onChange?.();
  }

  // Draws all of it again; whoever had the focus keeps it.
  redraw() {
    const part = this.container.contains(document.activeElement) ? document.activeElement.dataset.part : "";
    this.draw();
    const again = part && this.container.querySelector(`[data-part="${CSS.escape(part)}"]`);
    if (again && !again.disabled) again.focus();
  }

  select(index) {
    this.selected = index;
    this.history.settle();
    this.drawEditor();
    this.list.draw(this.sheet, index);
  }

  add(kind, title) {
    const at = this.selected < 0 ? this.sheet.fields.length - 1 : this.selected;
    this.selected = at + 1;
    this.put(addField(this.sheet, kind, title, at));
    const input = this.container.querySelector('[data-part="title"]');
    input.focus();
    input.select();
  }

  move(from, to) {
    if (to < 0 || to >= this.sheet.fields.length) return;
    this.selected = to;
    this.put(moveField(this.sheet, from, to));
    this.tell(this.translate("“{field}”移到第 {number} 位", { field: this.sheet.fields[to].title, number: to + 1 }));
  }

  copy(index) {
    this.selected = index + 1;
    this.put(copyField(this.sheet, index));
    this.list.focus();
  }

  remove(index) {
    const field = this.sheet.fields[index];
    const used = usesOf(this.uses, field.key);
    if (used.length && !this.warn(this.translate("删除后，以下条件就找不到这个字段："), used)) return;
    this.selected = Math.min(index, this.sheet.fields.length - 2);
    this.put(removeField(this.sheet, index));
    this.list.focus();
    this.tell(this.translate("已删除“{field}”，可以撤销", { field: field.title }));
  }

  get canUndo() {
    return Boolean(this.history?.canUndo);
  }

  get canRedo() {
    return Boolean(this.history?.canRedo);
  }

  undo() {
    this.turn(() => this.history.undo());
  }

  redo() {
    this.turn(() => this.history.redo());
  }

  turn(step) {
    const before = this.sheet;
    step();
    if (this.sheet === before) return;
    this.selected = Math.min(Math.max(this.selected, 0), this.sheet.fields.length - 1);
    this.redraw();
    this.onChange?.();
  }

  // ---------------------------------------------------------------------------------------------- words, keys
  tell(text) {
    this.status.textContent = text;
  }

  warn(text, uses) {
    const lines = uses.slice(0, 8).map((use) => `· ${use.name}：${use.text}`);
    return window.confirm([text, ...lines, this.translate("仍要继续？")].join("\n"));
  }

  onKey(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && !isRedo) return;
    event.preventDefault();
    event.stopPropagation();
    if (isRedo) this.redo();
    else this.undo();
  }
}
