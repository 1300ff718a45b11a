// `sample RUN`: generated rows as CSV, or generated pictures as a folder of PNG files, of a finished run.

import { resolve } from "node:path";
import { InputError } from "../../errors";
import { openGenerator, writeSamples } from "../../experiment/generators";
import { countOf } from "../../words";
import { runHost } from "../inputs";
import { breathe, nodeFiles } from "../ports";
import type { Verb } from "../verb";

const usage = "sample RUN --n N [--class C] [--seed N] --out FILE|FOLDER";

export const sample: Verb = {
  flags: {
    n: { kind: "whole", value: "NUMBER", least: 1 },
    class: { kind: "text", value: "CLASS" },
    seed: { kind: "whole", value: "NUMBER", least: 0 },
    out: { kind: "text", value: "FILE" },
  },
  async run({ positional, texts, numbers }, output) {
    const [count, out] = [numbers.get("n"), texts.get("out")];
    if (positional.length !== 1 || count === undefined || out === undefined) {
      throw new InputError(`Name a run, how many samples and where to: neural-lens ${usage}`);
    }
    const { executor } = await runHost();
    const generator = await openGenerator(nodeFiles, resolve(positional[0]), { executor, breathe });
    try {
      const { kind } = generator.describe();
      const noun = kind === "pictures" ? "picture" : "row";
      const wished = { count, class: texts.get("class"), out: resolve(out), seed: numbers.get("seed") ?? 1 };
      const written = await writeSamples(nodeFiles, generator, wished, (fraction) => {
        output.progress(() => `${Math.floor(100 * fraction)} %`);
        return "go on";
      });
      if (output.json) output.object({ event: "samples", kind, count, out, files: written.length });
      else output.line(`${countOf(count, noun)} generated · ${out}`);
    } finally {
      generator.close();
    }
  },
};
