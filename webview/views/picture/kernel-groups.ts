// The named kernels as the lab offers them: in groups, each with the step that adding it makes.

import { formatKernel, kernelTable, parseKernel, type Step } from "../../../engine";
import { type Key, t } from "../../strings";
import type { Option } from "./controls";

const groups: Record<string, readonly string[]> = {
  blur: ["blur", "box", "gauss", "motion", "smooth", "smooth-more", "blur-ring"],
  sharpen: ["sharpen", "sharpen8", "unsharp", "detail", "sharpen-mild", "edge-enhance"],
  edges: [
    "sobel-x",
    "sobel-y",
    "prewitt-x",
    "prewitt-y",
    "scharr-x",
    "scharr-y",
    "laplacian",
    "log",
    "find-edges",
    "contour",
  ],
  emboss: ["emboss", "emboss-relief", "emboss-corner", "emboss-diagonal"],
  rank: ["median", "bilateral"],
};

/** Every kernel of the table stands in a group: what is in none of those above is an effect. */
function groupOf(name: string): string {
  return Object.keys(groups).find((group) => groups[group]!.includes(name)) ?? "effects";
}

/** Names of the kernels in the order in which they are offered. */
export function kernelOrder(): string[] {
  const order = [...Object.keys(groups), "effects"];
  return kernelTable.map(({ name }) => name).sort((a, b) => order.indexOf(groupOf(a)) - order.indexOf(groupOf(b)));
}

export function kernelOptions(): Option[] {
  const named = kernelOrder().map((name) => ({
    value: name,
    label: name,
    group: t(`kernels.${groupOf(name)}` as Key),
    hint: kernelTable.find((entry) => entry.name === name)!.does,
  }));
  const matrices = [3, 5, 7].map((size) => ({
    value: `matrix-${size}`,
    label: `${t("matrix.name")} ${size} × ${size}`,
    group: t("kernels.matrix"),
  }));
  return [...named, ...matrices];
}

/** The step that an offered kernel adds: with its parameters' defaults, or a matrix that changes nothing yet. */
export function stepFor(value: string): Step {
  const size = /^matrix-(\d+)$/.exec(value)?.[1];
  if (size) return { matrix: identityMatrix(Number(size)) };
  const { entry, values } = parseKernel(value);
  return { kernel: formatKernel(entry, values) };
}

export function identityMatrix(size: number): number[][] {
  const middle = (size - 1) / 2;
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (_, column) => Number(row === middle && column === middle)),
  );
}

/** How a step is named in lists. */
export function stepName({ kernel, matrix }: Step): string {
  if (kernel !== undefined) return kernel;
  return matrix ? `${t("matrix.name")} ${matrix.length} × ${matrix[0]?.length ?? 0}` : "–";
}
