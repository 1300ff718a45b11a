// The text of a spectrum experiment: written anew, or with other settings in it and everything else as it was.

import { applyEdits, type FormattingOptions, modify } from "jsonc-parser";
import type { SpectrumRequest } from "../graph/spectrum-types";
import type { SpectrumExperiment } from "../tasks/spectrum/spec";
import { layOut } from "./lay-out";

const formattingOptions: FormattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" };

/** A new experiment that asks for this spectrum of a graph, with a comment for the reader above it. */
export function spectrumText(data: SpectrumExperiment["data"], request: SpectrumRequest, comment: string): string {
  const { directions } = request;
  const experiment: SpectrumExperiment = {
    task: "spectrum",
    data: directions === undefined ? data : { ...data, directions },
    ...settingsOf(request),
  };
  return `// ${comment.replace(/\s+/g, " ")}\n${layOut(experiment)}\n`;
}

/** The text of an experiment that asks for this spectrum; its comments, its name and its data stay. */
export function replaceSpectrum(text: string, request: SpectrumRequest): string {
  const { laplacian, k, end, density, method } = settingsOf(request);
  const edits = [
    [["laplacian"], laplacian],
    [["k"], k],
    [["end"], end],
    [["density"], density],
    [["method"], method],
    ...(request.directions === undefined ? [] : ([[["data", "directions"], request.directions]] as const)),
  ] as const;
  return edits.reduce(
    (changed, [path, value]) => applyEdits(changed, modify(changed, [...path], value, { formattingOptions })),
    text,
  );
}

/** Without k and density the experiment computes what the request does: all eigenvalues, or of large graphs their density. */
function settingsOf({
  matrix,
  k,
  end,
  method,
}: SpectrumRequest): Pick<SpectrumExperiment, "laplacian" | "k" | "end" | "density" | "method"> {
  if (method === "density") return { laplacian: matrix, density: true };
  return {
    laplacian: matrix,
    ...(k === undefined ? {} : { k }),
    ...(end === undefined ? {} : { end }),
    ...(method === undefined ? {} : { method }),
  };
}
