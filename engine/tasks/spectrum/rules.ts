// What must hold of a spectrum experiment beyond its schema: keys that contradict each other.

import type { FieldFault } from "../../experiment/field-error";
import type { SpectrumExperiment } from "./spec";

export function spectrumRules(experiment: SpectrumExperiment): FieldFault[] {
  const { density, k, method } = experiment;
  if (density) {
    return (["k", "end", "method", "vectors"] as const)
      .filter((key) => experiment[key] !== undefined && experiment[key] !== false)
      .map((key) => ({
        path: [key],
        message: `${key} has no place beside density, which is of all eigenvalues: leave one of them out.`,
      }));
  }
  if (k !== "all") return [];
  const faults: FieldFault[] = [];
  if (experiment.end !== undefined) {
    faults.push({ path: ["end"], message: 'end has no place beside "k": "all": leave it out, or say how many.' });
  }
  if (method === "sparse") {
    const message = 'method "sparse" computes some eigenvalues at an end: say how many (k), or take "dense".';
    faults.push({ path: ["method"], message });
  }
  return faults;
}
