// The fields of a form in their order: choose with the arrows, move with Alt+arrows or by dragging, Delete, Ctrl+D.
import { KINDS } from "./form-sheet.js";
import { make } from "./make.js";

export class FieldList {
  constructor(container, translate, designer) {
    this.translate = translate;
    this.designer = designer;
    this.sheet = { fields: [] };
    this.list = make("ol", {
      class: "fd-list",
      role: "listbox",
      tabindex: "0",
      "aria-label": translate("字段"),
      "data-part": "list",
      onkeydown: (event) => this.onKey(event),
    });
    this.tools = make("div", { class: "fd-tools", role: "toolbar", "aria-label": translate("对选中的字段") });
    const hint = translate("方向键选择，Alt+方向键移动，Ctrl+D 复制，Delete 删除，Enter 编辑。");
    container.append(this.tools, this.list, make("p", { class: "field-help" }, hint), this.palette());
  }

  palette() {
    const t = this.translate;
    const buttons = Object.entries(KINDS).map(([kind, word]) =>
      make("button", { class: "btn btn-sm", type: "button", "data-part": `add-${kind}`, onclick: () => this.designer.add(kind, word) }, t(word)),
    );
    return make("fieldset", { class: "fd-palette" }, make("legend", {}, t("添加字段")), buttons);
  }

  draw(sheet, selected) {
    this.sheet = sheet;
    this.selected = selected;
    this.list.replaceChildren(...sheet.fields.map((field, index) => this.item(field, index)));
    if (selected >= 0) this.list.setAttribute("aria-activedescendant", `${this.designer.own}-item-${selected}`);
    else this.list.removeAttribute("aria-activedescendant");
    this.drawTools();
    this.list.children[selected]?.scrollIntoView?.({ block: "nearest" });
  }

  item(field, index) {
    const t = this.translate;
    const item = make(
      "li",
      {
        id: `${this.designer.own}-item-${index}`,
        role: "option",
        "aria-selected": String(index === this.selected),
        draggable: "true",
        onclick: () => this.choose(index),
        ondragstart: (event) => event.dataTransfer.setData("text/plain", String(index)),
        ondragover: (event) => this.over(event, item),
        ondragleave: () => item.classList.remove("is-over"),
        ondrop: (event) => this.drop(event, index),
      },
      make("span", { class: "fd-name" }, field.title || field.key, field.required ? make("span", { class: "required" }, " *") : null),
      make("span", { class: "fd-kind" }, t(KINDS[field.kind])),
      field.shown ? make("span", { class: "fd-kind" }, t("有条件")) : null,
    );
    return item;
  }

  drawTools() {
    const t = this.translate;
    const { designer, selected } = this;
    const last = this.sheet.fields.length - 1;
    const tools = [
      ["up", t("上移"), selected > 0, () => designer.move(selected, selected - 1)],
      ["down", t("下移"), selected >= 0 && selected < last, () => designer.move(selected, selected + 1)],
      ["copy", t("复制"), selected >= 0, () => designer.copy(selected)],
      ["remove", t("删除"), selected >= 0, () => designer.remove(selected)],
    ];
    const focused = this.tools.contains(document.activeElement) ? document.activeElement.dataset.part : "";
    this.tools.replaceChildren(
      ...tools.map(([part, label, isOn, onclick]) =>
        make("button", { class: "btn btn-sm", type: "button", "data-part": `tool-${part}`, disabled: !isOn, onclick }, label),
      ),
    );
    if (focused) this.tools.querySelector(`[data-part="${focused}"]:not(:disabled)`)?.focus();
  }

  focus() {
    this.list.focus();
  }

  choose(index) {
    this.designer.select(index);
    this.focus();
  }

  over(event, item) {
    event.preventDefault();
    item.classList.add("is-over");
  }

  drop(event, index) {
    event.preventDefault();
    const from = Number.parseInt(event.dataTransfer.getData("text/plain"), 10);
    if (this.sheet.fields[from]) this.designer.move(from, index);
  }

  onKey(event) {
    const { designer, selected } = this;
    const last = this.sheet.fields.length - 1;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (step && event.altKey) designer.move(selected, selected + step);
    else if (step) designer.select(Math.min(Math.max(selected + step, 0), last));
    else if (event.key === "Home" || event.key === "End") designer.select(event.key === "Home" ? Math.min(0, last) : last);
    else if (event.key === "Delete" && selected >= 0) designer.remove(selected);
    else if (event.key.toLowerCase() === "d" && event.ctrlKey && selected >= 0) designer.copy(selected);
    else if (event.key === "Enter" && selected >= 0) designer.goTo({ index: selected, part: "title" });
    else return;
    event.preventDefault();
  }
}
