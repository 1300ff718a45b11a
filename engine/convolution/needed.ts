// Which pixels of each node a region of the result is computed from, exactly, whatever stands beyond the border.

import type { FilterNode, FilterProgram, Region } from "./program";
import { reachOf } from "./reach";
import { around, type Run, union } from "./runs";

/** The pixels in any of the rows and any of the columns. */
export interface Need {
  rows: Run[];
  columns: Run[];
}

interface Size {
  width: number;
  height: number;
}

/** Nodes that a node is computed from. */
export function inputsOf(node: FilterNode): readonly number[] {
  if (node.op === "source") return [];
  return "inputs" in node ? node.inputs : [node.input];
}

/** For each node what `region` of node number `last` needs of it; undefined for nodes that it does not depend on. */
export function needsOf(program: FilterProgram, size: Size, region: Region, last: number): (Need | undefined)[] {
  const needs: (Need | undefined)[] = new Array(last + 1).fill(undefined);
  needs[last] = {
    rows: [{ from: region.y, to: region.y + region.height }],
    columns: [{ from: region.x, to: region.x + region.width }],
  };
  for (let index = last; index > 0; index--) {
    const need = needs[index];
    if (!need) continue;
    const node = program.nodes[index];
    const reads = readOf(node, need, size);
    for (const input of inputsOf(node)) {
      const known = needs[input];
      needs[input] = known
        ? { rows: union([...known.rows, ...reads.rows]), columns: union([...known.columns, ...reads.columns]) }
        : reads;
    }
  }
  return needs;
}

/** What a node reads of each of its inputs. */
function readOf(node: FilterNode, { rows, columns }: Need, { width, height }: Size): Need {
  if (!("edge" in node)) return { rows: union(rows), columns: union(columns) };
  const { edge } = node;
  const { above, below, left, right } = marginsOf(node);
  return {
    rows: around(rows, { before: above, after: below }, height, edge),
    columns: around(columns, { before: left, after: right }, width, edge),
  };
}

/** How many rows and columns a filter reads on each side of a pixel; negative where it reads only on the other side. */
export function marginsOf(node: Parameters<typeof reachOf>[0]) {
  const { rows, columns, anchorRow, anchorColumn } = reachOf(node);
  return { above: anchorRow, below: rows - 1 - anchorRow, left: anchorColumn, right: columns - 1 - anchorColumn };
}

/**
 * The part of the source that holds all that `region` of a node, the last one unless said, is computed from: the
 * smallest rectangle, exact for each edge mode, and for pictures smaller than the kernels.
 */
export function neededRegion(
  program: FilterProgram,
  size: Size,
  region: Region,
  node = program.nodes.length - 1,
): Region {
  const need = needsOf(program, size, region, node)[0];
  if (!need) return { ...region, width: 0, height: 0 };
  const [x, y] = [need.columns[0].from, need.rows[0].from];
  return { x, y, width: need.columns.at(-1)!.to - x, height: need.rows.at(-1)!.to - y };
}
