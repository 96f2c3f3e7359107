// A draft as the server holds it and as it is being changed here: loads, saves by itself, never overwrites anybody.
const QUIET = 1500;
const RETRY = 6000;
const POLL = 20000;

export class Draft extends EventTarget {
  constructor({ base, token, id }) {
    super();
    Object.assign(this, { base, token, id });
    this.files = new Map();
    this.dirty = new Map();
    this.editors = [];
    this.state = "saved";
    this.savedAt = null;
    this.revision = 0;
    this.queue = Promise.resolve();
  }

  async load() {
    const answer = await this.ask("GET", "content");
    if (!answer.ok) throw new Error(answer.message);
    const { files, editors, revision } = answer.body;
    for (const [name, { text, revision: own }] of Object.entries(files)) this.files.set(name, { text, revision: own });
    Object.assign(this, { editors, revision });
    this.poll = setInterval(() => this.look(), POLL);
  }

  // Something changed; `read` gives the text when it is saved.
  change(name, read) {
    this.dirty.set(name, read);
    this.tell("unsaved");
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), QUIET);
  }

  // Saves everything that is not saved yet, one file after the other; answers whether nothing is left.
  save() {
    clearTimeout(this.timer);
    this.queue = this.queue.then(() => this.saveAll());
    return this.queue;
  }

  async saveAll() {
    for (const [name, read] of [...this.dirty]) {
      if (!this.files.has(name)) {
        this.dirty.delete(name);
        continue;
      }
      this.tell("saving");
      const text = await read();
      const done = await this.put(name, text);
      if (done && this.dirty.get(name) === read) this.dirty.delete(name);
      if (!done) return false;
    }
    if (!this.dirty.size) this.tell("saved");
    return !this.dirty.size;
  }

  async put(name, text) {
    const file = this.files.get(name) ?? { text: "", revision: 0 };
    if (file.text === text && file.revision) return true;
    const answer = await this.ask("PUT", address(name), { text, revision: file.revision });
    if (answer.ok) {
      this.files.set(name, { text, revision: answer.body.revision });
      this.savedAt = new Date();
      this.forget(name);
      this.emit("saved-file", { name });
      return true;
    }
    if (answer.status === 409) this.overtaken(name, text, answer.body);
    else this.keep(name, text, answer);
    return false;
  }

  // Adds a file of its own revision; answers an objection in words, or an empty text.
  async add(name, text) {
    this.dirty.delete(name);
    const revision = this.files.get(name)?.revision ?? 0;
    const answer = await this.ask("PUT", address(name), { text, revision });
    if (!answer.ok) return answer.body?.message ?? answer.message;
    this.files.set(name, { text, revision: answer.body.revision });
    this.savedAt = new Date();
    this.emit("saved-file", { name });
    this.tell("saved");
    return "";
  }

  async remove(name) {
    const { revision } = this.files.get(name);
    const answer = await this.ask("DELETE", `${address(name)}?revision=${revision}`);
    if (!answer.ok) return answer.body?.message ?? answer.message;
    this.files.delete(name);
    this.dirty.delete(name);
    this.emit("files");
    this.emit("saved-file", { name });
    return "";
  }

  overtaken(name, text, { who, at, message, text: theirs, revision }) {
    clearTimeout(this.timer);
    this.tell("conflict");
    this.emit("conflict", { name, who, at, message, mine: text, theirs, revision });
  }

  // Takes what somebody else saved in place of what was changed here.
  async accept(name) {
    this.dirty.delete(name);
    this.forget(name);
    const answer = await this.ask("GET", "content");
    if (!answer.ok) return;
    const theirs = answer.body.files[name];
    if (theirs) this.files.set(name, { text: theirs.text, revision: theirs.revision });
    else this.files.delete(name);
    this.emit("replaced", { name });
    this.tell(this.dirty.size ? "unsaved" : "saved");
  }

  // The network is away: the text stays in this browser until it has been saved.
  keep(name, text, { status, body, message }) {
    const isRefused = status === 422;
    if (!isRefused) {
      localStorage.setItem(this.place(name), JSON.stringify({ text, revision: this.files.get(name)?.revision ?? 0 }));
      this.timer = setTimeout(() => this.save(), RETRY);
    }
    this.reason = isRefused ? body?.message : message;
    this.tell(isRefused ? "refused" : "offline");
  }

  // What an earlier visit could not save: [{ name, text, isCurrent }].
  kept() {
    return [...this.files.keys()].flatMap((name) => {
      const held = JSON.parse(localStorage.getItem(this.place(name)) ?? "null");
      if (!held || held.text === this.files.get(name).text) return [];
      return [{ name, text: held.text, isCurrent: held.revision === this.files.get(name).revision }];
    });
  }

  forget(name) {
    localStorage.removeItem(this.place(name));
  }

  place(name) {
    return `flow-draft:${this.id}:${name}`;
  }

  // Who else is here, and what they have saved since.
  async look() {
    const brief = await this.ask("GET", "content?brief=1");
    if (!brief.ok) return;
    this.editors = brief.body.editors;
    this.emit("editors");
    if (brief.body.revision === this.revision && this.matches(brief.body.files)) return;
    this.revision = brief.body.revision;
    await this.catchUp();
  }

  matches(files) {
    const names = Object.keys(files);
    return (
      names.length === this.files.size && names.every((name) => this.files.get(name)?.revision === files[name].revision)
    );
  }

  // Takes over what others saved in files that are not being changed here.
  async catchUp() {
    const answer = await this.ask("GET", "content");
    if (!answer.ok) return;
    const { files } = answer.body;
    for (const [name, { text, revision, who }] of Object.entries(files)) {
      if (this.dirty.has(name) || (this.files.get(name)?.revision ?? 0) >= revision) continue;
      this.files.set(name, { text, revision });
      this.emit("replaced", { name, who });
    }
    for (const name of [...this.files.keys()]) {
      if (files[name] || this.dirty.has(name)) continue;
      this.files.delete(name);
      this.emit("replaced", { name });
    }
    this.emit("files");
  }

  check(signal) {
    return this.ask("POST", "check", {}, signal);
  }

  checkCondition(text) {
    return this.ask("POST", "condition", { text });
  }

  tell(state) {
    this.state = state;
    this.emit("state");
  }

  emit(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  async ask(method, path, body, signal) {
    const headers = { "X-CSRFToken": this.token, Accept: "application/json" };
    if (body) headers["Content-Type"] = "application/json";
    try {
      const answer = await fetch(`${this.base}/${path}`, {
        method,
        headers,
        signal,
        body: body && JSON.stringify(body),
      });
      // The sign-in page after a session has ended is an answer too, but not one of ours.
      const isOurs = !answer.redirected && (answer.headers.get("Content-Type") ?? "").includes("json");
      if (!isOurs) return { ok: false, status: 0, message: "signed-out" };
      return { ok: answer.ok, status: answer.status, body: await answer.json() };
    } catch (error) {
      if (error.name === "AbortError") return { ok: false, status: -1, message: "aborted" };
      return { ok: false, status: 0, message: "offline" };
    }
  }
}

function address(name) {
  return `files/${name.split("/").map(encodeURIComponent).join("/")}`;
}
