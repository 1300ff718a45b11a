// What a convolution's tiles need to know, prepared once in a thread's scratch: tables of offsets and packed weights.

// A convolution and its adjoint in the images are computed alike. The output of the adjoint is cut into phases, one for
// each remainder of its rows and columns by the stride; each phase is a convolution with stride 1 of those taps that
// meet it. A convolution has one phase. Rows that all phases take together are rows of the band.
import {
  channelsIndex,
  columnsIndex,
  dilationIndex,
  featuresIndex,
  groupsIndex,
  heightIndex,
  horizontal,
  kernelIndex,
  paddingIndex,
  rowsIndex,
  strideIndex,
  vertical,
  widthIndex,
} from "./convolution-rows";
import { copyRun } from "./copy";
import { dimension, input, scalar, scratch } from "./instruction";

/** How the weights are packed: for tiles of 8 and 4 columns, for one column, or for channels by themselves. */
export const panels: usize = 0;
export const dots: usize = 1;
export const depthwise: usize = 2;

/** Columns of a panel and of the narrow panel that may follow the last one. */
export const panelColumns: usize = 8;

/** 64 words at the beginning of the scratch. */
@unmanaged
export class Plan {
  /** The image that is read: rows, columns, bytes of a pixel and of an image. */
  height: usize;
  width: usize;
  pixel: usize;
  image: usize;
  /** A band's first row of reading is its number × step − above; columns begin at −left. */
  above: isize;
  left: isize;
  step: usize;
  /** Columns that are read, with the padding; rows that one row of a band reads. */
  columns: usize;
  span: usize;
  /** Bytes from row to row of what is read. */
  row: usize;
  /** Where the rows of a band are copied to with their padding; 0: they are read where they are. */
  copy: usize;
  /** Rows of all bands and of one band. */
  rows: usize;
  bandRows: usize;
  /** The image that is written: rows, bytes of a row and of an image. */
  targetRows: usize;
  targetRow: usize;
  targetImage: usize;
  /** A row of the band is so many rows of it, the first of them at number × step − above. */
  targetStep: usize;
  targetAbove: usize;
  groups: usize;
  /** Bytes that a group reads of a pixel; columns that it writes. */
  inner: usize;
  groupColumns: usize;
  packing: usize;
  phases: usize;
  /** Address of the first phase. */
  first: usize;
}

/** 16 words. */
@unmanaged
export class Phase {
  /** Runs of the inner index: their number, bytes, and table of offsets. */
  runs: usize;
  runBytes: usize;
  offsets: usize;
  weights: usize;
  /** Table of pixels, and columns of the band in it. */
  pixels: usize;
  firstColumn: usize;
  columns: usize;
  /** Rows of the bands that it has output in. */
  firstRow: usize;
  endRow: usize;
  /** Bytes from the band's first pixel in the output to its own; may be negative. */
  target: usize;
}

const planBytes: usize = 256;
export const phaseBytes: usize = 64;

/** Number of taps of an axis that belong to a phase. */
function tapsOf(kernel: usize, dilation: usize, stride: usize, phase: usize): usize {
  let taps: usize = 0;
  for (let tap: usize = 0; tap < kernel; tap++) if ((tap * dilation) % stride == phase) taps++;
  return taps;
}

/** First row (or column) of the band in which a phase has output, and the one after the last. */
@inline
function firstOf(phase: usize, above: usize): usize {
  return phase < above ? 1 : 0;
}
@inline
function endOf(size: usize, phase: usize, above: usize, step: usize): usize {
  const places = <isize>(size + above) - <isize>phase;
  return places > 0 ? (<usize>places + step - 1) / step : 0;
}

export function planConvolution(instruction: usize): void {
  const plan = changetype<Plan>(scratch(instruction));
  const kernel = dimension(instruction, kernelIndex);
  const stride = dimension(instruction, strideIndex);
  const padding = dimension(instruction, paddingIndex);
  const dilation = dimension(instruction, dilationIndex);
  const rows = dimension(instruction, rowsIndex);
  const columns = dimension(instruction, columnsIndex);
  const channels = dimension(instruction, channelsIndex);
  const features = dimension(instruction, featuresIndex);
  plan.height = dimension(instruction, heightIndex);
  plan.width = dimension(instruction, widthIndex);
  plan.pixel = channels << 2;
  plan.above = <isize>vertical(padding);
  plan.left = <isize>horizontal(padding);
  plan.step = vertical(stride);
  plan.span = (vertical(kernel) - 1) * vertical(dilation) + 1;
  plan.columns = (columns - 1) * horizontal(stride) + (horizontal(kernel) - 1) * horizontal(dilation) + 1;
  plan.rows = rows;
  plan.targetRows = rows;
  plan.targetRow = (columns * features) << 2;
  plan.targetStep = 1;
  plan.targetAbove = 0;
  plan.groups = dimension(instruction, groupsIndex);
  plan.inner = plan.pixel / plan.groups;
  plan.groupColumns = features / plan.groups;
  const next = finishPlan(plan, instruction, 1);
  buildPhase(plan, instruction, plan.first, next, 0, 0, false);
}

export function planTranspose(instruction: usize): void {
  const plan = changetype<Plan>(scratch(instruction));
  const kernel = dimension(instruction, kernelIndex);
  const stride = dimension(instruction, strideIndex);
  const padding = dimension(instruction, paddingIndex);
  const dilation = dimension(instruction, dilationIndex);
  const height = dimension(instruction, heightIndex);
  const width = dimension(instruction, widthIndex);
  const channels = dimension(instruction, channelsIndex);
  const features = dimension(instruction, featuresIndex);
  const reach = ((vertical(kernel) - 1) * vertical(dilation)) / vertical(stride);
  const side = ((horizontal(kernel) - 1) * horizontal(dilation)) / horizontal(stride);
  const firstRow = vertical(padding) / vertical(stride);
  const firstColumn = horizontal(padding) / horizontal(stride);
  plan.height = dimension(instruction, rowsIndex);
  plan.width = dimension(instruction, columnsIndex);
  plan.pixel = features << 2;
  plan.above = <isize>reach - <isize>firstRow;
  plan.left = <isize>side - <isize>firstColumn;
  plan.step = 1;
  plan.span = reach + 1;
  plan.columns = (horizontal(padding) + width - 1) / horizontal(stride) - firstColumn + 1 + side;
  plan.rows = (vertical(padding) + height - 1) / vertical(stride) - firstRow + 1;
  plan.targetRows = height;
  plan.targetRow = (width * channels) << 2;
  plan.targetStep = vertical(stride);
  plan.targetAbove = vertical(padding) % vertical(stride);
  plan.groups = dimension(instruction, groupsIndex);
  plan.inner = plan.pixel / plan.groups;
  plan.groupColumns = channels / plan.groups;
  let next = finishPlan(plan, instruction, vertical(stride) * horizontal(stride));
  let phase = plan.first;
  for (let i: usize = 0; i < vertical(stride); i++) {
    for (let j: usize = 0; j < horizontal(stride); j++) {
      next = buildPhase(plan, instruction, phase, next, i, j, true);
      phase += phaseBytes;
    }
  }
}

/** Fills in what follows from the rest; the address after the copy of a band's rows. */
function finishPlan(plan: Plan, instruction: usize, phases: usize): usize {
  const address = changetype<usize>(plan);
  plan.image = plan.height * plan.width * plan.pixel;
  plan.targetImage = plan.targetRows * plan.targetRow;
  plan.bandRows = <usize>scalar(instruction, 0);
  plan.phases = phases;
  plan.first = address + planBytes;
  const multiple = plan.groupColumns <= 2 && (plan.inner & 15) == 0;
  plan.packing = plan.inner == 4 && plan.groupColumns == 1 && plan.groups > 1 ? depthwise : multiple ? dots : panels;
  const after = plan.first + phases * phaseBytes;
  if (scalar(instruction, 1) != 0) {
    plan.copy = 0;
    plan.row = plan.width * plan.pixel;
    return after;
  }
  plan.copy = after;
  plan.row = plan.columns * plan.pixel;
  return after + ((plan.bandRows - 1) * plan.step + plan.span) * plan.row;
}

/** Builds the tables of a phase and packs its weights from `next` on; the address after them. */
function buildPhase(
  plan: Plan,
  instruction: usize,
  address: usize,
  next: usize,
  row: usize,
  column: usize,
  transposed: bool,
): usize {
  const phase = changetype<Phase>(address);
  const kernel = dimension(instruction, kernelIndex);
  const dilation = dimension(instruction, dilationIndex);
  const stride = transposed ? dimension(instruction, strideIndex) : 0x10001;
  const phaseTaps = tapsOf(horizontal(kernel), horizontal(dilation), horizontal(stride), column);
  const taps = phaseTaps * tapsOf(vertical(kernel), vertical(dilation), vertical(stride), row);
  // Neighbouring taps of a row make one run where they read neighbouring pixels.
  const gap = transposed ? horizontal(stride) % horizontal(dilation) : horizontal(dilation) - 1;
  const joined = plan.groups == 1 && gap == 0;
  phase.runBytes = joined ? phaseTaps * plan.inner : plan.inner;
  phase.offsets = next;
  phase.weights = next + (taps << 2);
  let offset = next;
  let tap: usize = 0;
  for (let k: usize = 0; k < vertical(kernel); k++) {
    if ((k * vertical(dilation)) % vertical(stride) != row) continue;
    const down = (k * vertical(dilation)) / vertical(stride);
    const above = (transposed ? plan.span - 1 - down : down) * plan.row;
    for (let l: usize = 0, inRow: usize = 0; l < horizontal(kernel); l++) {
      // The adjoint reads the taps of a row backwards.
      const m = transposed ? horizontal(kernel) - 1 - l : l;
      if ((m * horizontal(dilation)) % horizontal(stride) != column) continue;
      const right = (m * horizontal(dilation)) / horizontal(stride);
      const last = ((horizontal(kernel) - 1) * horizontal(dilation)) / horizontal(stride);
      if (!joined || inRow == 0) {
        store<usize>(offset, above + (transposed ? last - right : right) * plan.pixel);
        offset += 4;
      }
      packTap(plan, instruction, phase.weights, k * horizontal(kernel) + m, tap, taps, transposed);
      inRow++;
      tap++;
    }
  }
  phase.runs = (offset - next) >> 2;
  const packed = plan.packing == depthwise ? plan.pixel : plan.inner * plan.groups * ((plan.groupColumns + 3) & ~3);
  const after = phase.weights + taps * packed;
  setRange(plan, instruction, phase, row, column, transposed);
  if (row > 0) {
    phase.pixels = changetype<Phase>(plan.first + column * phaseBytes).pixels;
    return after;
  }
  phase.pixels = after;
  return buildPixels(plan, instruction, phase, transposed);
}

/** Packs the weights of one tap of the kernel as number `tap` of the `taps` of a phase. */
function packTap(
  plan: Plan,
  instruction: usize,
  weights: usize,
  number: usize,
  tap: usize,
  taps: usize,
  transposed: bool,
): void {
  const groups = plan.groups;
  const features = dimension(instruction, featuresIndex);
  const depth = dimension(instruction, channelsIndex) / groups;
  const from = input(instruction, 1) + ((number * depth * features) << 2);
  if (plan.packing == depthwise) {
    copyRun(from, weights + tap * plan.pixel, features);
    return;
  }
  const columns = plan.groupColumns;
  const inner = plan.inner >> 2;
  const innerStep: usize = transposed ? 4 : features << 2;
  const columnStep: usize = transposed ? features << 2 : 4;
  for (let group: usize = 0; group < groups; group++) {
    const source = from + ((group * (features / groups)) << 2);
    for (let j: usize = 0; j < columns; ) {
      const width: usize = plan.packing == dots ? 1 : columns - j > 4 ? panelColumns : 4;
      const panel = weights + (((group * ((columns + 3) & ~3) + j) * taps * inner) << 2);
      let to = panel + ((tap * inner * width) << 2);
      for (let i: usize = 0; i < inner; i++) {
        for (let c: usize = 0; c < width; c++) {
          const there = j + c < columns;
          store<f32>(to, there ? load<f32>(source + i * innerStep + (j + c) * columnStep) : 0);
          to += 4;
        }
      }
      j += width;
    }
  }
}

/** Rows and columns of the band in which a phase has output. */
function setRange(
  plan: Plan,
  instruction: usize,
  phase: Phase,
  row: usize,
  column: usize,
  transposed: bool,
): void {
  const step: usize = transposed ? horizontal(dimension(instruction, strideIndex)) : 1;
  const above: usize = transposed ? horizontal(dimension(instruction, paddingIndex)) % step : 0;
  const size = dimension(instruction, transposed ? widthIndex : columnsIndex);
  const end = endOf(size, column, above, step);
  phase.firstColumn = firstOf(column, above);
  phase.columns = end > phase.firstColumn ? end - phase.firstColumn : 0;
  phase.firstRow = firstOf(row, plan.targetAbove);
  phase.endRow = endOf(plan.targetRows, row, plan.targetAbove, plan.targetStep);
  phase.target = (row - plan.targetAbove) * plan.targetRow + (column - above) * (plan.targetRow / size);
}

/**
 * The table of a band's pixels: byte offsets of what each reads and writes. Phases with the same columns share one.
 */
function buildPixels(plan: Plan, instruction: usize, phase: Phase, transposed: bool): usize {
  const step = horizontal(dimension(instruction, strideIndex));
  const size = dimension(instruction, transposed ? widthIndex : columnsIndex);
  const read = transposed ? plan.pixel : step * plan.pixel;
  const written = (plan.targetRow / size) * (transposed ? step : 1);
  const end = phase.firstColumn + phase.columns;
  let to = phase.pixels;
  for (let i: usize = 0; i < plan.bandRows; i++) {
    for (let j = phase.firstColumn; j < end; j++) {
      store<usize>(to, i * plan.step * plan.row + j * read);
      store<usize>(to, i * plan.targetStep * plan.targetRow + j * written, 4);
      to += 8;
    }
  }
  return to;
}
