// Puts samples of an input back into a result: channels that a node leaves alone, and pixels that it does not filter.

import type { EdgeMode } from "../pipeline";
import type { Elements, Rounding } from "../program";
import { isInside, reachOf } from "../reach";
import type { Run } from "../runs";
import { bytesOf, kinds, type Machine, roundings } from "./machine";
import { count, type Size } from "./operation";
import type { Block, Plane } from "./plane";

/** Bytes after which a pattern of any number of channels of any type begins anew, in whole vectors. */
const patternBytes = 48;

type Restore = (block: Block, output: Plane, input: Plane) => void;

/** Restores the channels outside of `mask`; undefined where there are none. */
export function restoring(
  machine: Machine,
  mask: number,
  channels: number,
  from: Elements,
  to: Elements,
  rounding: Rounding,
): Restore | undefined {
  const all = (1 << channels) - 1;
  if ((mask & all) === all) return undefined;
  const pattern =
    from === to
      ? machine.keep(
          Uint8Array.from({ length: patternBytes }, (_, at) =>
            (mask >> (Math.floor(at / bytesOf[to]) % channels)) % 2 === 1 ? 0 : 255,
          ),
        )
      : 0;
  return ({ rows, columns }, output, input) => {
    const [source, target] = [input.at(rows.from, columns.from), output.at(rows.from, columns.from)];
    const words = [source, input.stride, target, output.stride, count(rows)] as const;
    const pixels = count(columns);
    if (from === to) machine.kernels.restore(...words, pixels * channels * bytesOf[to], pattern);
    else machine.kernels.restoreAs(kinds[from], kinds[to], ...words, pixels, channels, mask, roundings[rounding]);
  };
}

/** The parts of a block whose neighbourhoods leave the picture. */
export function crossing(
  { rows, columns }: Block,
  node: Parameters<typeof reachOf>[0],
  { width, height }: Size,
): Block[] {
  const reach = reachOf(node);
  const inside = (run: Run, isIn: (position: number) => boolean): Run => {
    let { from, to } = run;
    while (from < to && !isIn(from)) from++;
    while (to > from && !isIn(to - 1)) to--;
    return { from, to };
  };
  const wide = { width: Number.POSITIVE_INFINITY, height: Number.POSITIVE_INFINITY };
  const down = inside(rows, (y) => isInside(reach, { ...wide, height }, reach.anchorColumn, y));
  const across = inside(columns, (x) => isInside(reach, { ...wide, width }, x, reach.anchorRow));
  return [
    { rows: { from: rows.from, to: down.from }, columns },
    { rows: { from: down.to, to: rows.to }, columns },
    { rows: down, columns: { from: columns.from, to: across.from } },
    { rows: down, columns: { from: across.to, to: columns.to } },
  ].filter((block) => count(block.rows) > 0 && count(block.columns) > 0);
}

/** After a filter: other channels, and with the edge `copy` what has no whole neighbourhood. */
export function restoringFilter(
  machine: Machine,
  node: Parameters<typeof reachOf>[0] & { mask: number; edge: EdgeMode; channels: number; elements: Elements },
  size: Size,
  from: Elements,
): Restore {
  const others = restoring(machine, node.mask, node.channels, from, node.elements, "even");
  const whole = node.edge === "copy" ? restoring(machine, 0, node.channels, from, node.elements, "even") : undefined;
  return (block, output, input) => {
    others?.(block, output, input);
    if (whole) for (const part of crossing(block, node, size)) whole(part, output, input);
  };
}
