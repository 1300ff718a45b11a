// `spectrum FILE`: eigenvalues of a graph's matrix, all, some or their density, and what they say of the graph.

import { availableParallelism } from "node:os";
import { InputError } from "../../errors";
import { RunControl } from "../../experiment/control";
import { computeSpectrum } from "../../graph/compute-spectrum";
import { planSpectrum } from "../../graph/plan";
import { SolverStopped } from "../../graph/solver";
import { spectrumInput, usualMatrix } from "../../graph/spectrum-input";
import { type MatrixName, matrixNames, type SpectrumRequest } from "../../graph/spectrum-types";
import { percent } from "../../words";
import type { Arguments } from "../arguments";
import { kernelsFolder, onlyFile, readGraph } from "../inputs";
import { breathe, loadSolvers } from "../ports";
import { planLine, reportSpectrum } from "../spectrum-report";
import { untilInterrupted } from "../tell";
import type { Verb } from "../verb";

export const spectrum: Verb = {
  flags: {
    laplacian: { kind: "choice", values: matrixNames },
    k: { kind: "whole", value: "NUMBER", least: 1 },
    end: { kind: "choice", values: ["smallest", "largest", "both"] },
    density: { kind: "switch" },
    method: { kind: "choice", values: ["dense", "sparse"] },
    directions: { kind: "choice", values: ["union", "mutual"] },
    weight: { kind: "text", value: "COLUMN" },
    unweighted: { kind: "switch" },
    neighbours: { kind: "whole", value: "NUMBER", least: 1 },
    threads: { kind: "whole", value: "NUMBER", least: 1 },
  },
  async run(given, output) {
    const file = onlyFile(given.positional, "spectrum FILE [--laplacian NAME] [--k N] [--density]");
    const wishes = wishesOf(given);
    const neighbours = given.numbers.get("neighbours");
    const network = await readGraph(file, { ...weightOf(given), ...(neighbours === undefined ? {} : { neighbours }) });
    const request: SpectrumRequest = { matrix: usualMatrix(network), ...wishes };
    const threads = Math.min(given.numbers.get("threads") ?? availableParallelism(), availableParallelism());
    const solvers = await loadSolvers(kernelsFolder(), threads);
    const input = spectrumInput(network, request);
    output.error(planLine(planSpectrum(input, request, solvers)));
    const control = new RunControl();
    const pace = {
      breathe,
      stopped: () => control.stopped,
      progress: (fraction: number) => output.progress(() => `${request.matrix} · ${percent(fraction, 0)}`),
    };
    await untilInterrupted(control, async () => {
      try {
        const { spectrum: found } = await computeSpectrum(input, request, solvers, pace);
        if (output.json) output.object(found);
        else reportSpectrum(found, output);
      } catch (error) {
        if (!(error instanceof SolverStopped)) throw error;
        output.error("Stopped before the eigenvalues were known.");
      }
    });
  },
};

/** @throws InputError for flags that contradict each other */
function weightOf({ texts, switches }: Arguments): { weight?: string | null } {
  if (switches.has("unweighted") && texts.has("weight")) {
    throw new InputError("--weight has no place beside --unweighted: leave one of them out.");
  }
  if (switches.has("unweighted")) return { weight: null };
  const weight = texts.get("weight");
  return weight === undefined ? {} : { weight };
}

/** @throws InputError for flags that contradict each other */
function wishesOf({ texts, numbers, switches }: Arguments): Partial<SpectrumRequest> {
  const density = switches.has("density");
  for (const flag of ["k", "end", "method"]) {
    if (density && (texts.has(flag) || numbers.has(flag))) {
      throw new InputError(
        `--${flag} has no place beside --density, which is of all eigenvalues: leave one of them out.`,
      );
    }
  }
  const wishes: Partial<SpectrumRequest> = {
    matrix: texts.get("laplacian") as MatrixName | undefined,
    k: numbers.get("k"),
    end: texts.get("end") as SpectrumRequest["end"],
    method: density ? "density" : (texts.get("method") as SpectrumRequest["method"]),
    directions: texts.get("directions") as SpectrumRequest["directions"],
  };
  return Object.fromEntries(Object.entries(wishes).filter(([, value]) => value !== undefined));
}
