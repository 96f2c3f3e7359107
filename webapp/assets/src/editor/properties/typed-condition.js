// A condition typed as text: facts and values are completed, and the server says at once what is wrong with it.
import { h } from "@bpmn-io/properties-panel/preact";
import { useEffect, useRef, useState } from "@bpmn-io/properties-panel/preact/hooks";
import { useService } from "bpmn-js-properties-panel";

const PAUSE = 400;
const WORD = /[\p{L}\p{N}_."]*$/u;
const COMPARED = /([\p{L}_][\p{L}\p{N}_.]*)\s*(?:[=!]=|(?:not\s+)?in\s*\[(?:[^\]]*,)?)\s*$/u;
const KEYWORDS = ["and", "or", "not"];

export function TypedCondition({ text, write }) {
  const translate = useService("translate");
  const editing = useService("editing");
  const [typed, setTyped] = useState(text);
  const [answer, setAnswer] = useState(null);
  const seen = useRef(text);
  if (seen.current !== text) {
    seen.current = text;
    setTyped(text);
  }
  useEffect(() => {
    if (!typed.trim()) {
      setAnswer(null);
      return undefined;
    }
    let isCurrent = true;
    const timer = setTimeout(async () => {
      const checked = await editing.checkCondition(typed);
      if (isCurrent) setAnswer(checked);
    }, PAUSE);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [typed]);
  return h(
    "details",
    { class: "condition-typed" },
    h("summary", {}, translate("Advanced")),
    h("input", {
      class: "bio-properties-panel-input",
      value: typed,
      spellcheck: false,
      autocomplete: "off",
      list: "condition-completions",
      "aria-label": translate("Condition as text"),
      "aria-describedby": "condition-answer",
      onInput: (event) => setTyped(event.target.value),
      onChange: (event) => event.target.value !== text && write(event.target.value.trim()),
    }),
    h(
      "datalist",
      { id: "condition-completions" },
      completions(typed, editing.conditionFacts()).map(({ value, term }) => h("option", { key: value, value }, term)),
    ),
    h(
      "p",
      {
        id: "condition-answer",
        class: answer && !answer.ok ? "condition-answer is-wrong" : "condition-answer",
        role: "status",
      },
      answer && (answer.ok ? translate("The condition is well formed.") : answer.message),
    ),
  );
}

// What may stand next, each with all that stands before it, as a list of completions needs it.
function completions(typed, facts) {
  const [begun] = WORD.exec(typed);
  const before = typed.slice(0, typed.length - begun.length);
  const compared = facts.find((one) => one.name === COMPARED.exec(before)?.[1]);
  const next =
    compared?.kind === "choice"
      ? compared.values.map(({ value, term }) => ({ value: `"${value}"`, term }))
      : words(facts);
  return next
    .filter(({ value, term }) => begun && (value.startsWith(begun) || term.includes(begun)))
    .map(({ value, term }) => ({ value: before + value, term }));
}

function words(facts) {
  return [
    ...facts.map(({ name, term }) => ({ value: name, term })),
    ...KEYWORDS.map((word) => ({ value: word, term: word })),
  ];
}
