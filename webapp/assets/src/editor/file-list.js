// The files of a draft by kind: open, new, rename, take in, hand out, delete.
import { describe, KINDS, relabelled } from "./file-kinds.js";
import { asNamed } from "./imported-file.js";
import { askInDialog, download } from "./make-dialog.js";
import { make } from "./make.js";

const NAME = /^[a-z][a-z0-9_]{0,39}$/;
const LARGEST = 1000000;

export class FileList {
  constructor(root, { draft, editing, translate, open, current, rename, mayEdit }) {
    Object.assign(this, { root, draft, editing, translate, open, current, rename, mayEdit });
    this.counts = new Map();
    draft.addEventListener("files", () => this.show());
    draft.addEventListener("saved-file", () => this.show());
    draft.addEventListener("replaced", () => this.show());
  }

  // How many findings each file has, and whether any of them hinders: { file: { count, hinders } }.
  count(counts) {
    this.counts = counts;
    this.show();
  }

  show() {
    this.root.replaceChildren(...KINDS.map((kind) => this.section(kind)), this.takingIn());
    this.reveal();
  }

  // A file that was just opened is brought into sight in the list, which scrolls by itself.
  reveal() {
    const line = this.root.querySelector("[aria-current]")?.parentElement;
    if (!line || this.revealed === this.current()) return;
    this.revealed = this.current();
    const [list, one] = [this.root.getBoundingClientRect(), line.getBoundingClientRect()];
    if (one.top < list.top) this.root.scrollTop += one.top - list.top;
    else if (one.bottom > list.bottom) this.root.scrollTop += one.bottom - list.bottom;
  }

  section(kind) {
    const t = this.translate;
    const add =
      kind.fresh && this.mayEdit
        ? make(
            "button",
            {
              type: "button",
              class: "file-add",
              title: t("New"),
              "aria-label": `${t("New")} ${t(kind.title)}`,
              onclick: () => this.create(kind),
            },
            "+",
          )
        : null;
    const files = this.editing.filesOf(kind.id);
    return make(
      "section",
      { class: "file-kind" },
      make("h3", {}, t(kind.title), add),
      make(
        "ul",
        {},
        files.map((one) => this.line(one, kind)),
      ),
    );
  }

  line({ file, label }, kind) {
    const t = this.translate;
    const { count = 0, hinders } = this.counts.get(file) ?? {};
    const mark = hinders ? "file-count" : "file-count is-warning";
    const isCurrent = file === this.current();
    const opening = make(
      "button",
      {
        type: "button",
        class: "file-open",
        title: file,
        "aria-current": isCurrent ? "true" : null,
        onclick: () => this.open(file),
      },
      make("span", { lang: "zh-CN" }, label),
      count ? make("span", { class: mark, title: t("{count} findings", { count }) }, String(count)) : null,
    );
    return make("li", {}, opening, isCurrent ? this.tools(file, label, kind) : null);
  }

  tools(file, label, kind) {
    const t = this.translate;
    const tool = (words, press) => make("button", { type: "button", onclick: press }, t(words));
    return make(
      "p",
      { class: "file-tools" },
      this.mayEdit ? tool("Rename", () => this.relabel(file, label)) : null,
      tool("Export", () => this.export(file)),
      this.mayEdit && kind.id !== "procedures" ? tool("Delete file", () => this.remove(file, label)) : null,
    );
  }

  takingIn() {
    if (!this.mayEdit) return make("p");
    const input = make("input", { type: "file", accept: ".bpmn,.dmn,.json,.xml", hidden: true });
    input.addEventListener("change", () => {
      const [sent] = input.files;
      input.value = "";
      if (sent) this.import(sent);
    });
    const button = make(
      "button",
      { type: "button", class: "file-import", onclick: () => input.click() },
      this.translate("Import a file …"),
    );
    return make("div", { class: "file-taking" }, button, input);
  }

  // Asks how a new file is called; answers { id, label }, or null.
  async ask(kind, title, id = "", label = "") {
    const t = this.translate;
    const named = make("input", { class: "form-control", value: label, required: true, maxlength: 60, lang: "zh-CN" });
    const numbered = make("input", {
      class: "form-control",
      value: id,
      required: true,
      pattern: NAME.source.slice(1, -1),
      title: t("Small letters, digits and underscores, beginning with a letter"),
    });
    const body = [
      make("label", {}, t("Name"), named),
      make("label", {}, t("Number (English, never changes)"), numbered),
      make("p", { class: "editor-hint" }, t("Small letters, digits and underscores, beginning with a letter")),
    ];
    const buttons = [
      { value: "make", label: t("Create"), kind: "primary" },
      { value: "", label: t("Cancel") },
    ];
    for (;;) {
      const pressed = await askInDialog({ title, body, buttons });
      const file = `${kind.id}/${numbered.value}.${kind.ending}`;
      if (pressed !== "make") return null;
      const isTaken = this.draft.files.has(file) || (kind.ending === "bpmn" && this.editing.usesId(numbered.value));
      if (NAME.test(numbered.value) && !isTaken && named.value.trim())
        return { id: numbered.value, label: named.value.trim(), file };
      body[2].textContent = isTaken
        ? t("This number is taken")
        : t("Small letters, digits and underscores, beginning with a letter");
      body[2].classList.add("is-wrong");
    }
  }

  async create(kind, { id = "", label = "" } = {}) {
    const t = this.translate;
    const named = await this.ask(kind, `${t("New")} · ${t(kind.title)}`, id, label);
    if (!named) return null;
    const objection = await this.draft.add(named.file, kind.fresh(named.id, named.label));
    if (objection) await this.say(objection);
    else this.open(named.file);
    return objection ? null : named.id;
  }

  async relabel(file, label) {
    const t = this.translate;
    const named = make("input", { class: "form-control", value: label, required: true, maxlength: 60, lang: "zh-CN" });
    const buttons = [
      { value: "rename", label: t("Rename"), kind: "primary" },
      { value: "", label: t("Cancel") },
    ];
    const pressed = await askInDialog({ title: t("Rename"), body: [make("label", {}, t("Name"), named)], buttons });
    if (pressed === "rename" && named.value.trim()) this.rename(file, named.value.trim(), relabelled);
  }

  async export(file) {
    await this.draft.save();
    download(file, this.draft.files.get(file).text);
  }

  async remove(file, label) {
    const t = this.translate;
    const question = t("Delete {name} from this draft? The published versions keep it.", { name: label });
    const buttons = [
      { value: "delete", label: t("Delete file"), kind: "danger" },
      { value: "", label: t("Cancel") },
    ];
    const pressed = await askInDialog({ title: t("Delete file"), body: [make("p", {}, question)], buttons });
    if (pressed !== "delete") return;
    const objection = await this.draft.remove(file);
    if (objection) await this.say(objection);
  }

  // A file of ours takes its place; a diagram of another tool becomes a part.
  async import(sent) {
    const t = this.translate;
    const kind = kindFor(sent.name);
    if (!kind || sent.size > LARGEST) {
      await this.say(t("Only .bpmn, .dmn and .json files of at most 1 MB can be imported."));
      return;
    }
    const text = await sent.text();
    const id = sent.name
      .replace(/\.\w+$/, "")
      .toLowerCase()
      .replace(/[^a-z0-9_]+/g, "_")
      .replace(/^[^a-z]+/, "");
    const same = [...this.draft.files.keys()].find((file) => file.endsWith(`/${sent.name}`));
    const isReplaced = same && (await this.mayReplace(same));
    const named = isReplaced ? null : await this.nameFor(kind, id, sent.name, text);
    const file = isReplaced ? same : named?.file;
    if (!file) return;
    const objection = await this.draft.add(file, named ? asNamed(file, text, named) : text);
    if (objection) {
      await this.say(objection);
      return;
    }
    this.draft.emit("replaced", { name: file });
    this.open(file);
  }

  async mayReplace(file) {
    const t = this.translate;
    const buttons = [
      { value: "replace", label: t("Replace it"), kind: "primary" },
      { value: "", label: t("Import beside it") },
    ];
    const question = t("The draft already has {name}.", { name: file });
    return (await askInDialog({ title: t("Import a file …"), body: [make("p", {}, question)], buttons })) === "replace";
  }

  // What the file calls itself is offered as its name here.
  nameFor(kind, id, name, text) {
    const own = describe(`${kind.id}/${name}`, text);
    const label = own.label === own.id ? name.replace(/\.\w+$/, "") : own.label;
    return this.ask(kind, `${this.translate("Import a file …")} ${name}`, id, label);
  }

  say(words) {
    return askInDialog({
      title: this.translate("Not possible"),
      body: [make("p", {}, words)],
      buttons: [{ value: "", label: this.translate("Close") }],
    });
  }
}

function kindFor(name) {
  const ending = /\.(bpmn|dmn|json|xml)$/.exec(name)?.[1];
  const wanted = { bpmn: "parts", xml: "parts", dmn: "tables", json: "forms" }[ending];
  return KINDS.find((kind) => kind.id === wanted);
}
