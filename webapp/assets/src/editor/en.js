// What is written in Chinese in the editor, in English: the designers of forms and tables, and the outline.
import { enDesigners } from "./en-designers.js";

export const en = { ...enDesigners };
