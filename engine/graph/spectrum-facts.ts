// What a spectrum says of a graph, in sentences: its zeros, or ones of Â, and its gap.

import { countOf, significant } from "../words";
import { matrixSymbols } from "./matrices";
import type { ComponentPairs } from "./solve-components";
import type { Spectrum } from "./spectrum-types";
import type { Structure } from "./structure";

/** Eigenvalues that count components; nothing for A, and where negative weights make them count nothing. */
export function zerosOf({ name, parts, isolated, positive }: Structure): Spectrum["zeros"] {
  if (name === "adjacency" || !positive) return undefined;
  const { count } = parts;
  const symbol = matrixSymbols[name];
  const one = name === "propagation";
  const times = count === 1 ? "once" : countOf(count, "time");
  const value = one ? "1" : "0";
  const alone =
    isolated === 0
      ? ""
      : `, ${isolated === count ? "each of them" : countOf(isolated, "of them", "of them")} a node without edges`;
  const graph = count === 1 ? "the graph is connected" : `the graph has ${countOf(count, "component")}${alone}`;
  return { count, sentence: `${value} is an eigenvalue of ${symbol} ${times}, as ${graph}.` };
}

/**
 * The smallest eigenvalue above 0 of the largest component for Laplacians, λ1 − λ2 there for A and Â; nothing where those
 * two were not computed.
 */
export function gapOf(
  { name, parts, positive }: Structure,
  solved: readonly ComponentPairs[],
  residual = 0,
): Spectrum["gap"] {
  let largest = 0;
  for (let part = 1; part < parts.count; part++) if (parts.sizes[part] > parts.sizes[largest]) largest = part;
  const size = parts.sizes[largest];
  if (size < 2) return undefined;
  const where = parts.count === 1 ? "" : ` of the largest component (${countOf(size, "node")})`;
  const symbol = matrixSymbols[name];
  const own = solved.filter(({ part }) => part === largest);
  if (name === "adjacency" || name === "propagation") {
    const { values } = own[own.length - 1] ?? { values: [] };
    const first = values[values.length - 1];
    if (values.length < 2 || !own.some((pairs) => reaches(pairs, size, "largest"))) return undefined;
    const value = first - values[values.length - 2];
    return { value, sentence: `λ₁ − λ₂ of ${symbol}${where} is ${significant(value, 4)}.` };
  }
  const pairs = own.find((found) => reaches(found, size, "smallest"));
  if (!pairs || pairs.values.length < 2 || !positive) return undefined;
  const value = pairs.values[1];
  const meaning =
    name === "combinatorial"
      ? "the algebraic connectivity (Fiedler, 1973)"
      : "the spectral gap: the larger, the harder it is to cut the graph in two";
  // An eigenvalue lies within residual² / gap of a Rayleigh quotient, which is never below the smallest one.
  if (residual > value / 30) {
    const least = `λ₂ of ${symbol}${where} is at most about ${significant(value, 2)}, ${meaning}`;
    return { value, sentence: `${least}; with a residual of ${significant(residual)} its digits are not known.` };
  }
  return { value, sentence: `λ₂ of ${symbol}${where} is ${significant(value, 4)}, ${meaning}.` };
}

/** Whether the values of a component are all there are or end at that end of its spectrum. */
function reaches({ values, end }: ComponentPairs, size: number, wanted: "smallest" | "largest"): boolean {
  return values.length === size || end === wanted;
}
