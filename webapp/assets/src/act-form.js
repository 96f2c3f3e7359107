// The form of an act: asks fields when they are due, keeps a draft, warns before leaving, submits with Ctrl+Enter.
import { ShownWhen } from "./shown-when.js";

const QUIET_MILLISECONDS = 3000;

export class ActForm {
  constructor(form) {
    this.form = form;
    form.actForm = this;
    this.note = form.querySelector("[data-saved-note]");
    this.draftUrl = form.dataset.draftUrl;
    this.changed = false;
    ShownWhen.watch(form);
    form.addEventListener("input", () => this.onChange());
    form.addEventListener("change", () => this.onChange());
    form.addEventListener("submit", (event) => this.onSubmit(event));
    form.addEventListener("keydown", (event) => this.onKey(event));
    window.addEventListener("beforeunload", (event) => {
      if (this.changed) event.preventDefault();
    });
  }

  onChange() {
    this.changed = true;
    if (!this.draftUrl) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.saveDraft(), QUIET_MILLISECONDS);
  }

  onSubmit(event) {
    // A look at the papers opens beside the page; nothing is sent yet.
    if (event.submitter?.hasAttribute("data-preview")) return;
    if (this.sent) {
      event.preventDefault();
      return;
    }
    this.sent = true;
    this.changed = false;
    clearTimeout(this.timer);
    // Some answers take seconds: publishing proves the whole flow again.
    this.form.setAttribute("aria-busy", "true");
    window.addEventListener("pageshow", () => this.mayBeSentAgain(), { once: true });
  }

  // The page has come back from the browser's store.
  mayBeSentAgain() {
    this.sent = false;
    this.form.removeAttribute("aria-busy");
  }

  // Saves what is not saved yet; answers whether the server now keeps all of it.
  async settle() {
    if (!this.draftUrl) return false;
    clearTimeout(this.timer);
    if (this.changed) await this.saveDraft();
    return !this.changed;
  }

  // Somebody else keeps what was typed: leaving asks no question.
  release() {
    clearTimeout(this.timer);
    this.changed = false;
  }

  onKey(event) {
    if (!event.ctrlKey && !event.metaKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      const button = this.form.querySelector(".btn-act");
      if (!button.disabled && window.confirm(this.form.dataset.confirm)) this.form.requestSubmit(button);
    } else if (event.key === "s" && this.draftUrl) {
      event.preventDefault();
      this.saveDraft();
    }
  }

  async saveDraft() {
    const body = new FormData(this.form);
    for (const [name, value] of [...body]) {
      if (value instanceof File) body.delete(name);
    }
    const answer = await fetch(this.draftUrl, { method: "POST", body, headers: { "X-Autosave": "1" } }).catch(() => null);
    const time = new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
    // Anything else, such as the sign-in page after a session has ended, has saved nothing.
    const isSaved = answer?.status === 204;
    if (isSaved) this.changed = false;
    this.note.textContent = isSaved ? `${this.form.dataset.saved} ${time}` : this.form.dataset.notSaved;
  }
}
