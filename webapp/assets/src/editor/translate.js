// The editor's words. They are written in English here and in Chinese in the designers, and each side has its list;
// what is in neither is collected, and a test finds nothing there.
import { en } from "./en.js";
import { zh } from "./zh.js";

const CHINESE = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

export function translatorFor(language) {
  const missing = (window.__missingTranslations = Object.create(null));
  const words = new Map(Object.entries(language === "zh" ? zh : en));
  return function translate(template, replacements = {}) {
    const text = String(template);
    if (CHINESE.test(text) !== (language === "zh") && !words.has(text)) missing[text] = true;
    const said = words.get(text) ?? text;
    return said.replace(/\{(\w+)\}/g, (place, name) => (Object.hasOwn(replacements ?? {}, name) ? replacements[name] : place));
  };
}
