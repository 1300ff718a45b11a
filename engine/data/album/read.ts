// Albums: pictures of folders and arrays decoded once into frames, as many as memory holds.

import { InputError } from "../../errors";
import { explainFault } from "../../experiment/faults";
import { countOf, listOf } from "../../words";
import type { Assumption, ReadOptions } from "../dataset";
import type { Files } from "../files";
import { Hash } from "../hash";
import { labelSetsByName } from "../labels/label-sets";
import { naturalOrder } from "../natural-order";
import type { Album, AlbumOptions, AlbumPicture, Frame } from "./album";
import { duplicatesIn } from "./duplicates";
import { type Entry, entriesOf, type Said } from "./entries";
import { factorOf, mostFrequent } from "./factor";
import { fitted, fittingOf, frameOf, withChannels } from "./frames";
import { fittedMask, maskFrames, type RawMask, rawMask } from "./masks";
import type { ReadPicture } from "./source";
import { Tally } from "./tally";

/** Bytes of all frames together. */
const memoryLimit = 2e9;

/** Pictures that are decoded at once: while one is unpacked the next ones are read. */
const together = 8;

/** A picture that has been read. */
interface Taken {
  entry: Entry;
  frame: Frame;
  partner?: Frame;
  /** How many times as large the partner is. */
  factor?: number;
  mask?: RawMask;
}

/**
 * Reads all pictures at a path. Those that cannot be read, have no partner or label where there should be one, or change
 * meanwhile, are left out and named. Throws InputError where nothing is left to learn from, or there is too much of it.
 */
export async function readAlbum(
  files: Files,
  path: string,
  options: AlbumOptions,
  breathe: () => Promise<void>,
  { signal, progress }: ReadOptions = {},
): Promise<Album> {
  const tally = new Tally();
  const hash = new Hash();
  const assumptions: Assumption[] = [];
  const labelNames = new Set<string>();
  const entries = await entriesOf(files, path, options, { tally, hash, assumptions, labelNames });
  const all: Taken[] = [];
  const { size } = options;
  let memory = 0;
  if (size && entries.length * size[0] * size[1] > memoryLimit) throw tooMuch(path, entries.length);
  for (let at = 0; at < entries.length; at += together) {
    signal?.throwIfAborted();
    const some = entries.slice(at, at + together);
    // Decoded side by side, taken one after the other, so that what is said of them has one order.
    for (const [i, fetched] of (await Promise.all(some.map(fetchOne))).entries()) {
      if (fetched.picture) hash.update(new TextEncoder().encode(`${some[i].name}\n`));
      for (const part of [fetched.picture, fetched.partner]) if (part?.bytes) hash.update(part.bytes);
      const one = takeOne(some[i], fetched, options, tally);
      if (!one) continue;
      memory += one.frame.samples.byteLength + ((one.partner ?? one.mask)?.samples.byteLength ?? 0);
      if (memory > memoryLimit) throw tooMuch(path, entries.length);
      all.push(one);
    }
    progress?.(Math.min(1, (at + together) / entries.length));
    await breathe();
  }
  const taken = ofOneFactor(all, tally);
  if (taken.length < 2) {
    const [first] = tally.problemsOf();
    const left = first ? ` (left out: ${first.text})` : "";
    throw new InputError(
      `A network learns from 2 pictures at least, and there ${taken.length === 1 ? "is 1" : "is none"}${left}.`,
      { file: path },
    );
  }
  return albumOf(taken, files.nameOf(path), options, { tally, hash, assumptions, labelNames });
}

/** A picture and its partner as they were decoded, or why they could not be. */
interface Fetched {
  picture?: ReadPicture;
  partner?: ReadPicture;
  fault?: string;
}

async function fetchOne(entry: Entry): Promise<Fetched> {
  try {
    const [picture, partner] = await Promise.all([entry.read(), entry.readPartner?.()]);
    return { picture, partner };
  } catch (error) {
    const explained = explainFault(error);
    if (!(explained instanceof InputError)) throw error;
    const gone = (error as { code?: unknown }).code === "ENOENT";
    return { fault: gone ? "it is gone since the folder was listed." : explained.message };
  }
}

/** Undefined for a picture that is left out. */
function takeOne(
  entry: Entry,
  { picture, partner, fault }: Fetched,
  options: AlbumOptions,
  tally: Tally,
): Taken | undefined {
  if (!picture) {
    tally.leaveOut(entry.name, fault!);
    return undefined;
  }
  for (const statement of picture.statements) tally.add(statement);
  const fitting = fittingOf(picture.image, options);
  const own = partner && fittingOf(partner.image, options);
  const [width, height] = fitting?.size ?? [picture.image.width, picture.image.height];
  const [ownWidth, ownHeight] = own?.size ?? [partner?.image.width ?? width, partner?.image.height ?? height];
  const factor = factorOf({ width, height }, { width: ownWidth, height: ownHeight }) ?? Number.NaN;
  const { factors } = options;
  if (!(factors ?? [1]).includes(factor)) {
    const has = factors ? `which is not ${listOf(factors.map(String))} times its own` : "and it has";
    const why = `its partner has ${ownWidth} × ${ownHeight} pixels, ${has} ${width} × ${height}.`;
    tally.leaveOut(entry.name, why, "unmatched-picture");
    return undefined;
  }
  if (fitting) tally.add(options.fit === "crop" ? "scaled, and the middle cut out." : "resized.");
  const frame = fitted(frameOf(picture.image, tally), fitting);
  if (!partner) return { entry, frame };
  if (options.masks) return { entry, frame, mask: fittedMask(rawMask(partner.image), own) };
  return { entry, frame, factor, partner: fitted(frameOf(partner.image, tally), own) };
}

/** Those whose partners are as many times as large as most are; the others are left out. */
function ofOneFactor(taken: readonly Taken[], tally: Tally): readonly Taken[] {
  const factors = taken.flatMap(({ factor }) => factor ?? []);
  if (new Set(factors).size < 2) return taken;
  const most = mostFrequent(factors);
  return taken.filter(({ entry, factor }) => {
    if (factor === most) return true;
    const why = `its partner is ${factor} times as wide and high, and most are ${most} times.`;
    tally.leaveOut(entry.name, why, "unmatched-picture");
    return false;
  });
}

function albumOf(taken: readonly Taken[], name: string, options: AlbumOptions, said: Said): Album {
  const { tally, hash, assumptions, labelNames } = said;
  const colourful = taken.filter(({ frame, partner }) => frame.channels === 3 || partner?.channels === 3).length;
  const wanted = options.channels ?? (2 * colourful > taken.length ? "colour" : "grey");
  const channels = wanted === "colour" ? 3 : 1;
  const convert = (frame: Frame) => withChannels(frame, channels);
  for (const { frame } of taken) {
    if (frame.channels === channels) continue;
    tally.add(
      channels === 1
        ? "colours became grey, 0.299 red + 0.587 green + 0.114 blue (BT.601)."
        : "grey became colour, by the same red, green and blue.",
    );
  }
  const names = new Set(taken.map(({ entry }) => entry.className).filter((label) => label !== undefined));
  const classes = [...names].sort(naturalOrder);
  const index = new Map(classes.map((label, i) => [label, i]));
  const pictures = taken.map(
    ({ entry }): AlbumPicture => ({
      name: entry.name,
      ...(entry.className === undefined ? {} : { label: index.get(entry.className) }),
    }),
  );
  const masks = taken.flatMap(({ mask }) => mask ?? []);
  const masked = masks.length > 0 ? maskFrames(masks, options.partners!) : undefined;
  const partners = masked?.frames ?? taken.flatMap(({ partner }) => (partner ? convert(partner) : []));
  const [{ factor }] = taken;
  const testFrom = taken.findIndex(({ entry }) => entry.test);
  const told = [...assumptions, ...tally.assumptionsOf(taken.length), ...(masked ? [{ text: masked.text }] : [])];
  if (testFrom >= 0) {
    told.push({ text: `The last ${countOf(taken.length - testFrom, "picture")} are a test set that the data bring.` });
  }
  const album: Album = {
    name,
    hash: hash.digest(),
    pictures,
    frames: taken.map(({ frame }) => convert(frame)),
    ...(partners.length > 0 ? { partners } : {}),
    ...(factor === undefined ? {} : { factor }),
    ...(masked ? { maskValues: masked.values } : {}),
    ...(testFrom >= 0 ? { testFrom } : {}),
    ...(classes.length > 0 ? { classes } : {}),
    ...(options.labelSets === undefined
      ? {}
      : {
          labelSets: labelSetsByName(
            [...labelNames],
            taken.map(({ entry }) => entry.labels),
          ),
        }),
    assumptions: told,
    problems: tally.problemsOf(),
  };
  const repeated = duplicatesIn(album);
  if (repeated) album.problems.push(repeated);
  return album;
}

function tooMuch(file: string, pictures: number): InputError {
  return new InputError(
    `The ${countOf(pictures, "picture")} need more than ${memoryLimit / 1e9} GB: give data.size a smaller width and height, or put fewer into the folder, as for super-resolution, which has no data.size.`,
    { file },
  );
}
