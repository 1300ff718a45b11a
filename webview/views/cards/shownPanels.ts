// A picture of a run as panels: what the network saw and gave, how they differ, where beyond a threshold, and the truth.

import type { ShownFrame, ShownPicture } from "../../../engine";
import type { Run } from "../../runs";
import { t } from "../../strings";
import { paintDifference, paintMask, paintPicture } from "../picture/paint";
import type { Panel } from "./frames";

export interface PanelLook {
  /** Differences around grey, or their size alone. */
  signed: boolean;
  /** Of the mask, 0 to 1 of white. */
  threshold: number;
}

/** Whether the output is a mask, which is right or wrong and has no difference to see. */
export const isMask = (run: Run | undefined): boolean => run?.start?.task === "segment";

/** What pictures are judged by, before and after: how much of the masks overlaps, or decibels. */
export const unitOf = (run: Run | undefined): string => (isMask(run) ? t("metric.iou") : "dB");

const decoded = new WeakMap<ShownFrame, Uint8Array>();

/** The samples of a frame. */
export function samplesOf(frame: ShownFrame): Uint8Array {
  let samples = decoded.get(frame);
  if (!samples) {
    samples = Uint8Array.from(atob(frame.samples), (character) => character.charCodeAt(0));
    decoded.set(frame, samples);
  }
  return samples;
}

/** The frame as RGBA. */
export function rgbaOf(frame: ShownFrame): Uint8ClampedArray {
  const out = new Uint8ClampedArray(4 * frame.width * frame.height);
  paintPicture(samplesOf(frame), frame.channels, out, 0, frame.width * frame.height);
  return out;
}

/** How many times differences are enlarged, most of which are small. */
const gain = 4;

/** A picture and its masks, and where they differ; nothing is wrong where there is no true one. */
function maskPanels({ input, output, truth }: ShownPicture): Panel[] {
  const panels = [plain(t("pictures.input"), input), plain(t("pictures.output"), output)];
  if (!truth || !sameForm(truth, output)) return panels;
  const { width, height, channels } = output;
  const wrong = new Uint8ClampedArray(4 * width * height);
  paintMask(samplesOf(truth), samplesOf(output), channels, wrong, 0, width * height, 0);
  const values = (x: number, y: number) => {
    const [from, to] = [truth, output].map((frame) => samplesOf(frame)[(y * width + x) * channels]);
    return t(from === to ? "pictures.right" : "pictures.notRight");
  };
  return [
    ...panels,
    plain(t("pictures.trueMask"), truth),
    { name: t("pictures.wrong"), width, height, rgba: wrong, values },
  ];
}

/** What the input is called: of enlarged pictures what enlarging without a network gives. */
export const inputName = (run: Run | undefined): string =>
  t(run?.start?.task === "superresolve" ? "pictures.bicubic" : "pictures.input");

const truthNames = { superresolve: "pictures.original", translate: "pictures.wanted" } as const;

const truthName = (run: Run | undefined): string =>
  t(truthNames[run?.start?.task as keyof typeof truthNames] ?? "pictures.truth");

/** Differences are those of output and input, or of output and truth where the input has another size or is another thing. */
export function panelsOf(run: Run | undefined, picture: ShownPicture, { signed, threshold }: PanelLook): Panel[] {
  if (isMask(run)) return maskPanels(picture);
  const { input, output, truth } = picture;
  const panels = [plain(inputName(run), input), plain(t("pictures.output"), output)];
  if (truth) panels.push(plain(truthName(run), truth));
  const before =
    sameForm(input, output) && run?.start?.task !== "translate"
      ? input
      : truth && sameForm(truth, output)
        ? truth
        : undefined;
  if (before) {
    const from = before === input ? inputName(run) : truthName(run);
    const name = t("pictures.difference", from.toLowerCase(), gain);
    const [old, to] = [samplesOf(before), samplesOf(output)];
    const { width, height, channels } = output;
    const pixels = width * height;
    const difference = new Uint8ClampedArray(4 * pixels);
    paintDifference(old, to, channels, difference, 0, pixels, { gain, signed });
    const mask = new Uint8ClampedArray(4 * pixels);
    paintMask(old, to, channels, mask, 0, pixels, 255 * threshold);
    const values = (x: number, y: number) => {
      const at = (y * width + x) * channels;
      const parts = Array.from({ length: channels }, (_, c) => to[at + c]! - old[at + c]!);
      return parts.map((part) => (signed ? part : Math.abs(part))).join(" ");
    };
    panels.push({ name, width, height, rgba: difference, values });
    panels.push({ name: t("pictures.mask", threshold.toFixed(2)), width, height, rgba: mask, values });
  }
  return panels;
}

function plain(name: string, frame: ShownFrame): Panel {
  const { width, height, channels } = frame;
  const samples = samplesOf(frame);
  return {
    name,
    width,
    height,
    rgba: rgbaOf(frame),
    values: (x, y) => samples.subarray((y * width + x) * channels, (y * width + x + 1) * channels).join(" "),
  };
}

const sameForm = (a: ShownFrame, b: ShownFrame): boolean =>
  a.width === b.width && a.height === b.height && a.channels === b.channels;
