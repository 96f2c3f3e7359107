// The files that are open: one editor for each, kept with what can be undone in it, and one of them shown.
import { DiagramEditor } from "./diagram-editor.js";
import { isDiagram, kindOf } from "./file-kinds.js";
import { make } from "./make.js";

// Loaded when the first table or form is opened.
const DESIGNERS = {
  forms: async () => (await import("./form-designer.js")).FormDesigner,
  tables: async () => (await import("./table-editor.js")).TableEditor,
};

export class OpenFiles {
  constructor({ canvas, panel, draft, editing, catalog, translate, mayEdit, onOutline, onTurn }) {
    Object.assign(this, { canvas, panel, draft, editing, catalog, translate, mayEdit, onOutline, onTurn });
    this.held = new Map();
    this.current = "";
    editing.drawnSteps = (file) => this.held.get(file)?.editor?.formSteps?.();
    editing.drawnForm = (file) => this.held.get(file)?.editor?.drawn?.();
  }

  get active() {
    return this.held.get(this.current)?.editor;
  }

  get diagram() {
    return isDiagram(this.current) ? this.active : null;
  }

  diagrams() {
    return [...this.held].filter(([file, { editor }]) => isDiagram(file) && editor).map(([, { editor }]) => editor);
  }

  // Shows a file; answers whether it is still the one that is wanted once it could be shown.
  async show(file) {
    this.leave();
    this.current = file;
    if (!this.held.has(file)) this.held.set(file, this.make(file));
    const held = this.held.get(file);
    held.host.hidden = false;
    // Only one panel stands on the page: two would give the same numbers to their fields, and labels would miss theirs.
    this.panel.replaceChildren(held.panel);
    await held.ready;
    if (this.current !== file) return false;
    held.editor?.show?.(true);
    return true;
  }

  leave() {
    const held = this.held.get(this.current);
    if (!held) return;
    this.closeOutline(held);
    held.editor?.show?.(false);
    held.host.hidden = true;
    held.panel.remove();
  }

  make(file) {
    const host = this.canvas.appendChild(make("div", { class: "editor-host" }));
    const panel = make("div", { class: "editor-panel-host" });
    const held = { host, panel, editor: null };
    held.ready = this.fill(file, held).catch((error) => {
      held.editor?.destroy();
      held.editor = null;
      const words = this.translate("This file cannot be shown: {reason}", { reason: error.message });
      host.replaceChildren(make("p", { class: "editor-trouble", role: "alert" }, words));
    });
    return held;
  }

  async fill(file, held) {
    const { catalog, translate, editing } = this;
    const onChange = () => {
      if (this.mayEdit) this.draft.change(file, () => held.editor.text());
      this.onTurn();
    };
    const Editor = isDiagram(file) ? DiagramEditor : await DESIGNERS[kindOf(file).id]();
    held.editor = new Editor(held.host, { catalog, translate, onChange, editing, file, panel: held.panel });
    const files = Object.fromEntries([...this.draft.files].map(([name, { text }]) => [name, text]));
    await held.editor.open(files[file], { file, files });
  }

  // Forgets an editor whose file has another text now; answers whether it was the one shown.
  forget(file) {
    const held = this.held.get(file);
    if (!held) return false;
    const wasShown = this.current === file;
    if (held.outline) this.closeOutline(held);
    held.editor?.destroy();
    held.host.remove();
    held.panel.remove();
    this.held.delete(file);
    if (wasShown) this.current = "";
    return wasShown;
  }

  async toggleOutline() {
    const held = this.held.get(this.current);
    if (!this.diagram) return;
    if (held.outline) {
      this.closeOutline(held);
      return;
    }
    const { Outline } = await import("./outline.js");
    held.list = this.canvas.appendChild(make("div", { class: "editor-host editor-outline" }));
    held.host.hidden = true;
    const { catalog, translate, editing } = this;
    held.outline = new Outline(held.list, { catalog, translate, editing, modeler: held.editor.modeler });
    this.onOutline(true);
  }

  closeOutline(held) {
    if (!held.outline) return;
    held.outline.destroy();
    held.list.remove();
    held.outline = null;
    held.host.hidden = false;
    held.editor.get("canvas").resized();
    this.onOutline(false);
  }
}
