// The XML beside a multi-label ARFF file, as Mulan writes it: the names of the attributes that are labels.

import { wholeText } from "../encoding";
import { XmlReader } from "../graph/xml";

export interface LabelNames {
  /** As the ARFF has them: blanks in a row count as one. In the order of the file, each once. */
  names: string[];
  /** Labels that stand within others, whose order is not used. */
  nested: number;
}

/** @throws InputError for what is not well formed, has no label, or has one without a name */
export function readLabelNames(bytes: Uint8Array, name: string): LabelNames {
  const xml = new XmlReader(new TextDecoder().decode(wholeText(bytes, name).bytes), name);
  const names = new Set<string>();
  let [nested, depth] = [0, 0];
  for (let part = xml.next(); part; part = xml.next()) {
    if (part.kind === "text" || part.name !== "label") continue;
    if (part.kind === "close") {
      depth--;
      continue;
    }
    names.add(xml.required(part, "name").replace(/\s+/g, " ").trim());
    if (depth++ > 0) nested++;
  }
  if (names.size === 0) throw xml.wrong('This XML names no label; there would be <label name="…"></label>', 1);
  return { names: [...names], nested };
}
