// Formulas as text with real subscripts: "P_ij = n_ij / n_i" becomes elements, so that they are read, copied and scaled like words.

import { type Child, h } from "../../dom";

/** Letters behind "_" up to a space, a bracket or an operator are set low, those behind "^" high. */
export function formula(text: string): HTMLElement {
  const parts = text.split(/([_^][^\s_^()[\]{}·/,=]+)/u);
  return h(
    "span",
    { class: "formula" },
    parts.map((part): Child => {
      if (part.startsWith("_")) return h("sub", {}, part.slice(1));
      return part.startsWith("^") ? h("sup", {}, part.slice(1)) : part;
    }),
  );
}
