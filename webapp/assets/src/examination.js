// Tells what an examination is doing while somebody waits for it: the stages the server reports, and the seconds gone.
// First the stages are listened to, then the form is sent as ever; without this the form alone does the same.

export class Examination {
  constructor(root) {
    this.root = root;
    this.form = root.querySelector("form");
    this.shown = root.querySelector("[data-part=stages]");
    this.said = root.querySelector("[data-part=said]");
    this.gone = root.querySelector("[data-part=gone]");
    this.stages = [...root.querySelectorAll("[data-stage]")];
    root.addEventListener("submit", (event) => this.onSubmit(event), { capture: true });
    window.addEventListener("pageshow", (event) => event.persisted && this.reset());
  }

  async onSubmit(event) {
    if (this.isExamined) return;
    event.preventDefault();
    event.stopPropagation();
    if (this.began) return;
    this.begin();
    const isHeard = await this.listen().catch(() => false);
    this.isExamined = true;
    if (isHeard) this.enter(this.stages.at(-1).dataset.stage, {});
    this.form.requestSubmit(event.submitter);
  }

  begin() {
    this.began = Date.now();
    this.shown.hidden = false;
    this.form.setAttribute("aria-busy", "true");
    this.said.textContent = this.root.dataset.begun;
    this.count();
    this.timer = setInterval(() => this.count(), 1000);
    this.shown.scrollIntoView({ block: "nearest" });
  }

  async listen() {
    const body = new FormData();
    body.set("csrf_token", this.form.elements.csrf_token.value);
    body.set("of", this.root.dataset.of);
    const answer = await fetch(this.root.dataset.url, { method: "POST", body });
    if (!answer.ok) return false;
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
      const lines = (rest + piece.value).split("\n");
      rest = lines.pop();
      for (const line of lines) this.tell(JSON.parse(line));
    }
    return true;
  }

  tell({ stage, number, of }) {
    this.enter(stage, { number, of });
  }

  // Done is only what was entered here: what had been examined before is left out by the server, and not ticked.
  enter(name, { number, of }) {
    const place = this.stages.findIndex((one) => one.dataset.stage === name);
    if (place < 0) return;
    this.stages.forEach((one, index) => {
      const isNow = index === place;
      if (one.classList.contains("is-now") && !isNow) one.classList.add("is-done");
      one.classList.toggle("is-now", isNow);
    });
    const label = this.stages[place].querySelector("[data-label]").textContent;
    const piece = this.stages[place].querySelector("[data-piece]");
    if (piece && of) piece.textContent = this.root.dataset.piece.replace("{number}", number).replace("{of}", of);
    const said = this.root.dataset.said.replace("{stage}", label);
    if (this.said.textContent !== said) this.said.textContent = said;
  }

  count() {
    const seconds = Math.floor((Date.now() - this.began) / 1000);
    this.gone.textContent = this.root.dataset.gone.replace("{seconds}", seconds);
  }

  // The page has come back from the browser's store.
  reset() {
    clearInterval(this.timer);
    this.began = this.isExamined = null;
    this.shown.hidden = true;
  }
}
