// What the schema says of a value, for completion and hovers, in the person's language.

import * as vscode from "vscode";
import { engine } from "../platform/engine";

/** The descriptions of the place itself and of its alternatives, each once. */
export async function description(path: readonly (string | number)[], value: unknown): Promise<string> {
  const { experimentJsonSchema, schemasAt } = await engine();
  const key = path.at(-1);
  const own = schemasAt(experimentJsonSchema(), path.slice(0, -1), value).flatMap(({ properties }) => {
    const schema = typeof key === "string" ? properties?.[key] : undefined;
    return schema ? [schema] : [];
  });
  const sentences = [...own, ...schemasAt(experimentJsonSchema(), path, value)].flatMap((schema) =>
    schema.description ? [vscode.l10n.t(schema.description)] : [],
  );
  return [...new Set(sentences)].join("\n\n");
}
