// Tells how the draft stands: saved when, being saved, kept in this browser; who else is here; and what to do when
// somebody saved the same file first.
import { download, askInDialog } from "./make-dialog.js";
import { make } from "./make.js";

export class Keeping {
  constructor(status, present, { draft, editing, translate, replaced }) {
    Object.assign(this, { status, present, draft, editing, translate, replaced });
    draft.addEventListener("state", () => this.show());
    draft.addEventListener("editors", () => this.showPresent());
    draft.addEventListener("conflict", ({ detail }) => this.settle(detail));
    draft.addEventListener("replaced", ({ detail }) => detail.who && this.say(detail));
    this.show();
    this.showPresent();
  }

  show() {
    const { draft, translate: t } = this;
    const time = (draft.savedAt ?? new Date()).toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    const words = {
      saved: draft.savedAt ? t("Saved {time}", { time }) : t("Everything is saved"),
      saving: t("Saving …"),
      unsaved: t("Changed; will be saved in a moment"),
      offline: t("Not saved (network away, kept in this browser)"),
      conflict: t("Not saved: somebody saved this file first"),
      refused: t("Not saved: {reason}", { reason: draft.reason }),
    };
    const isOut = draft.state === "offline" && draft.reason === "signed-out";
    this.status.dataset.state = draft.state;
    this.status.textContent = isOut ? t("Not saved (please sign in again; kept in this browser)") : words[draft.state];
  }

  showPresent() {
    const { editors } = this.draft;
    const names = editors.map((one) => make("span", { class: "present-name", lang: "zh-CN" }, one.who));
    this.present.replaceChildren(...(names.length ? [this.translate("Also here: "), ...names] : []));
  }

  // Somebody else changed a file that is not being changed here: it was taken over.
  say({ name, who }) {
    this.status.textContent = this.translate("{who} saved {name}; you see the new text", {
      who,
      name: this.label(name),
    });
  }

  label(name) {
    return this.draft.files.has(name) ? this.editing.about(name).label : name;
  }

  async settle(conflict) {
    if (this.isAsking) return;
    this.isAsking = true;
    const t = this.translate;
    const { name, message, mine, theirs } = conflict;
    const body = [make("p", {}, message)];
    const buttons = [
      { value: "see", label: t("See theirs"), kind: "primary" },
      { value: "give-up", label: t("Give up my changes") },
      { value: "download", label: t("Save mine as a file") },
      { value: "", label: t("Decide later") },
    ];
    let pressed = await askInDialog({ title: t("Somebody saved this file first"), body, buttons });
    while (pressed === "see") pressed = await this.compare(conflict, buttons.slice(1));
    this.isAsking = false;
    if (pressed === "download") download(`${t("mine")}-${name.replace(/\//g, "-")}`, mine);
    if (pressed === "give-up") await this.draft.accept(name);
    if (pressed === "download" && theirs !== null) await this.settle(conflict);
  }

  // Both texts, line by line where they differ.
  compare({ name, mine, theirs }, buttons) {
    const t = this.translate;
    const [here, there] = [mine.split("\n"), (theirs ?? "").split("\n")];
    const only = (one, other) =>
      one
        .filter((line) => !other.includes(line))
        .map((line) => line.trim())
        .slice(0, 60);
    const column = (title, lines) =>
      make("section", {}, make("h3", {}, title), make("pre", {}, lines.join("\n") || "—"));
    const body = [
      make("p", {}, t("Only what differs is shown.")),
      make("div", { class: "compare" }, column(t("Theirs"), only(there, here)), column(t("Mine"), only(here, there))),
    ];
    return askInDialog({ title: this.label(name), body, buttons });
  }

  // What an earlier visit could not save.
  async offerKept() {
    for (const { name, text, isCurrent } of this.draft.kept()) {
      const t = this.translate;
      const said = isCurrent
        ? t("This browser holds changes to {name} that were never saved.", { name: this.label(name) })
        : t("This browser holds changes to {name} that were never saved; somebody has saved the file since.", {
            name: this.label(name),
          });
      const buttons = [
        isCurrent ? { value: "save", label: t("Save them now"), kind: "primary" } : null,
        { value: "download", label: t("Save mine as a file") },
        { value: "drop", label: t("Drop them") },
        { value: "", label: t("Decide later") },
      ].filter(Boolean);
      const pressed = await askInDialog({ title: t("Unsaved changes"), body: [make("p", {}, said)], buttons });
      if (pressed === "download") download(`${t("mine")}-${name.replace(/\//g, "-")}`, text);
      if (pressed === "drop") this.draft.forget(name);
      if (pressed === "save" && (await this.draft.put(name, text))) this.replaced(name);
    }
  }
}
