// Plays the execution that shows a violation: step by step through the files, coloured on the diagram, told in words.
import { make } from "./make.js";

const TEMPO = 1600;
const MARKERS = { "path-done": [], "path-now": [] };

export class Playback {
  constructor(root, { editing, translate, show, current, onEnd }) {
    Object.assign(this, { root, editing, translate, show, current, onEnd });
    this.finding = null;
  }

  start(finding) {
    this.begunIn ??= this.current();
    this.finding = finding;
    this.place = 0;
    this.root.hidden = false;
    this.build();
    this.step(0);
  }

  // Back to the file that was being worked on: what can be undone is undone there.
  stop() {
    this.pause();
    this.finding = null;
    this.root.hidden = true;
    this.onEnd(MARKERS, this.begunIn);
    this.begunIn = null;
  }

  build() {
    const t = this.translate;
    const button = (words, press, name) =>
      make(
        "button",
        { type: "button", class: "btn btn-outline-secondary", "data-play": name, onclick: press },
        t(words),
      );
    this.now = make("p", { class: "playback-said", role: "status" });
    this.steps = make(
      "ol",
      { class: "playback-steps" },
      this.finding.path.map((one, index) =>
        make("li", {}, make("button", { type: "button", onclick: () => this.choose(index) }, one.said)),
      ),
    );
    this.turn = button("Play", () => (this.timer ? this.pause() : this.play()), "play");
    const bar = make(
      "p",
      { class: "playback-bar" },
      button("Previous step", () => this.choose(this.place - 1), "back"),
      this.turn,
      button("Next step", () => this.choose(this.place + 1), "next"),
      button("Close", () => this.stop(), "close"),
    );
    const sure = this.finding.replayed
      ? make("p", { class: "playback-sure" }, t("Replayed in the engine: it goes exactly this way."))
      : null;
    const held = Object.entries(this.finding.assumed ?? {}).map(([name, value]) => this.editing.said(name, value));
    const assumed = held.filter(Boolean);
    const given = assumed.length
      ? make("p", { class: "editor-hint" }, t("Assumed: {facts}", { facts: assumed.join(t(", ")) }))
      : null;
    this.root.replaceChildren(
      ...[
        make("h3", { title: this.finding.message }, this.finding.message),
        bar,
        this.now,
        this.steps,
        given,
        sure,
      ].filter(Boolean),
    );
  }

  choose(place) {
    this.pause();
    this.step(place);
  }

  play() {
    if (this.place >= this.finding.path.length - 1) this.step(0);
    this.timer = setInterval(() => {
      this.step(this.place + 1);
      if (this.place >= this.finding.path.length - 1) this.pause();
    }, TEMPO);
    this.turn.textContent = this.translate("Pause");
  }

  pause() {
    clearInterval(this.timer);
    this.timer = null;
    if (this.turn) this.turn.textContent = this.translate("Play");
  }

  step(place) {
    const { path } = this.finding;
    this.place = Math.min(Math.max(place, 0), path.length - 1);
    const current = path[this.place];
    this.now.textContent = `${this.place + 1} / ${path.length}  ${current.said}`;
    [...this.steps.children].forEach((line, index) => {
      line.classList.toggle("is-now", index === this.place);
      line.classList.toggle("is-done", index < this.place);
    });
    this.steps.children[this.place].scrollIntoView({ block: "nearest" });
    this.show(current, this.markers());
  }

  // Everything passed up to now, and the step itself.
  markers() {
    const walked = this.finding.path.slice(0, this.place + 1);
    const passed = walked.flatMap((one) => [one.element, ...one.passed]);
    const { element } = this.finding.path[this.place];
    return { "path-done": passed.filter((id) => id && id !== element), "path-now": element ? [element] : [] };
  }
}
