// How a region is cut into tiles: by shapes alone, so that every thread knows the same ones.

import { needsOf } from "../needed";
import type { FilterProgram, Region } from "../program";
import { bytesOf } from "./machine";
import type { Size } from "./operation";

/** Bytes of the nodes of a tile of the least height, about: what the second cache of most machines holds. */
const cachedBytes = 3 << 17;
/** Bytes of a tile with what filters put aside for it, about. */
const mostBytes = 1 << 25;
/** Samples of a row of a tile, about. Rows of tiles that are as wide as the picture are copied at once. */
const rowSamples = 8192;
/** Copies of a tile in singles that a filter makes at most. */
const scratchCopies = 3;
const leastRows = 16;
/** Columns of a tile at least, where those of a picture are divided among tiles. */
const leastColumns = 64;
/** Tiles of a large region, at least: they are shared among threads. */
const leastTiles = 16;

/** The tiles of a region of a node, row by row; they do not overlap, and cover it. */
export function tilesOf(program: FilterProgram, size: Size, region: Region, node: number): Region[] {
  const { width, height } = tileSize(region, program.nodes[node].channels, costOf(program, size, node));
  const tiles: Region[] = [];
  for (let y = 0; y < region.height; y += height) {
    for (let x = 0; x < region.width; x += width) {
      tiles.push({
        x: region.x + x,
        y: region.y + y,
        width: Math.min(width, region.width - x),
        height: Math.min(height, region.height - y),
      });
    }
  }
  return tiles;
}

function tileSize(region: Size, channels: number, { rows, columns, bytes, scratch }: ReturnType<typeof costOf>): Size {
  const across = Math.max(1, Math.round((region.width * channels) / rowSamples));
  let width = Math.ceil(region.width / across);
  /** Rows of so many bytes, with what is computed around them. */
  const fitting = (budget: number, pixel: number) => Math.floor(budget / (pixel * (width + columns))) - rows;
  // What is computed around a tile, and thrown away, should be the smaller part.
  const shared = Math.max(4 * rows, Math.ceil(region.height / leastTiles));
  const wanted = Math.max(leastRows, Math.min(8 * rows, shared), fitting(cachedBytes, bytes));
  const most = fitting(mostBytes, bytes + scratch);
  if (wanted <= most || most >= 4 * rows) return { width, height: Math.max(leastRows, Math.min(wanted, most)) };
  // As little around it as there can be: a square.
  const side = Math.floor(Math.sqrt(mostBytes / (bytes + scratch)));
  width = Math.min(width, Math.max(leastColumns, side - columns));
  return { width, height: Math.max(leastRows, fitting(mostBytes, bytes + scratch)) };
}

/**
 * Rows and columns that one pixel of a node is computed from beyond itself; bytes that its nodes take for a pixel, and what
 * a filter takes at most while it computes one.
 */
function costOf(program: FilterProgram, { width, height }: Size, node: number) {
  const pixel = { x: width >> 1, y: height >> 1, width: 1, height: 1 };
  const needs = needsOf(program, { width, height }, pixel, node);
  let bytes = 0;
  let scratch = 0;
  needs.forEach((need, index) => {
    const node = program.nodes[index];
    if (!need) return;
    bytes += node.channels * bytesOf[node.elements];
    if ("edge" in node) scratch = Math.max(scratch, scratchCopies * node.channels * bytesOf.f32);
  });
  const source = needs[0];
  const extent = (runs: { from: number; to: number }[] = []) =>
    runs.reduce((sum, { from, to }) => sum + to - from, 0) - 1;
  return { rows: Math.max(0, extent(source?.rows)), columns: Math.max(0, extent(source?.columns)), bytes, scratch };
}
