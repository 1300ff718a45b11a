// The splits that data bring with them: lists of node ids for training, validation and test.

import { InputError } from "../../errors";
import { parseJson } from "../json/json";
import { excerpt } from "./lines";
import { type GivenSplit, type Network, nodeId } from "./network";

type Fields = Record<string, unknown>;
const isObject = (value: unknown): value is Fields =>
  value !== null && typeof value === "object" && !Array.isArray(value);

/** One split, or several under “splits”. Throws InputError for a node that there is not, or that two parts have. */
export function parseSplits(text: string, file: string, network: Network): GivenSplit[] {
  const whole = parseJson(text, { file, line: 1 });
  const inner = isObject(whole) && whole.splits !== undefined ? whole.splits : whole;
  const several = Array.isArray(inner) || (isObject(inner) && inner.train === undefined);
  const list = several ? Object.values(inner as object) : [inner];
  const byId = new Map<string, number>();
  for (let node = 0; node < network.nodes; node++) byId.set(nodeId(network, node), node);
  const splits = list.filter(isObject).filter(({ train }) => train !== undefined);
  if (splits.length === 0) {
    throw new InputError("A split has lists “train”, “val” and “test” of node ids, and this file has none.", {
      file,
      line: 1,
    });
  }
  return splits.map((split) => {
    const seen = new Set<number>();
    const part = (...names: string[]) => {
      const ids = names.map((name) => split[name]).find((value) => value !== undefined) ?? [];
      if (!Array.isArray(ids)) throw new InputError(`“${names[0]}” must be a list of node ids.`, { file, line: 1 });
      const nodes = ids.map((id) => {
        const node = byId.get(String(id));
        if (node === undefined) {
          throw new InputError(`The split names the node “${excerpt(String(id))}”, and there is none.`, {
            file,
            line: 1,
          });
        }
        if (seen.has(node)) {
          throw new InputError(`The node “${id}” is in the split twice; each belongs to one part.`, { file, line: 1 });
        }
        seen.add(node);
        return node;
      });
      return Uint32Array.from(nodes).sort();
    };
    return { train: part("train"), validation: part("val", "valid", "validation"), test: part("test") };
  });
}
