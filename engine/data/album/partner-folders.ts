// Folders whose pictures belong together, by what people call them: pictures, and what they ought to be or masks of them.

import { InputError } from "../../errors";
import { explainFault } from "../../experiment/faults";
import type { Files } from "../files";
import { probePicture } from "../image";
import { factorOf } from "./factor";
import { folderSource, pictureFolders } from "./folder";
import { matchPartners } from "./pairs";
import type { PictureSource } from "./source";

/** As names of folders, alone or behind another word. */
const called = (words: string) => new RegExp(`^(.*[-_. ])?(${words})([-_. ].*)?$`, "i");
const cleanWords =
  "clean|gt|ground[-_ ]?truth|truth|targets?|sharp|orig|originals?|hr|high([-_ ]?res(olution)?)?|ref|references?";
const maskWords = "masks?|labels?|annotations?|segmentations?|seg";
const masks = called(maskWords);
const masksOrTruth = called(`${maskWords}|gt|ground[-_ ]?truth`);
const partners = called(`${cleanWords}|${maskWords}`);
const pictures = called("images?|imgs?|pictures?|photos?|frames?|inputs?");

/** The share of pictures that must have a partner where nobody has asked for partners. */
const paired = 0.9;

/** Names of the two folders. */
interface Together {
  pictures: string;
  partners: string;
}

/** The one folder that is called as partners are, and the one beside it, or the one of several that is called as pictures are. */
function together(folders: readonly string[], partner: RegExp): Together | undefined {
  const named = folders.filter((name) => partner.test(name));
  const others = folders.filter((name) => !partner.test(name));
  const [other, ...more] = others.length === 1 ? others : others.filter((name) => pictures.test(name));
  if (named.length !== 1 || other === undefined || more.length > 0) return undefined;
  return { pictures: other, partners: named[0] };
}

/** Names of the folders, how many pictures have a partner, whether those are masks, and how many times as large they are. */
export interface PairedFolders extends Together {
  count: number;
  masks: boolean;
  factor: number;
}

/** The two folders in a folder whose pictures have the same names: pictures, and what they ought to be or masks of them. */
export async function pairedFolders(files: Files, path: string): Promise<PairedFolders | undefined> {
  const folders = await pictureFolders(files, path);
  const found = folders.length === 2 ? together(folders, partners) : undefined;
  if (!found) return undefined;
  const paths = [found.pictures, found.partners].map((name) => files.join(path, name));
  const [source, other] = await Promise.all(paths.map((at) => folderSource(files, at)));
  try {
    const { indices } = matchPartners(source, other, path);
    const matched = indices.filter((index) => index >= 0);
    if (matched.length < paired * indices.length) return undefined;
    const first = indices.findIndex((index) => index >= 0);
    const [small, large] = await Promise.all([
      sizeOf(files, paths[0], source, first),
      sizeOf(files, paths[1], other, indices[first]),
    ]);
    const factor = factorOf(small, large) ?? 1;
    return { ...found, count: matched.length, masks: masks.test(found.partners), factor };
  } catch (error) {
    if (explainFault(error) instanceof InputError) return undefined;
    throw error;
  }
}

const sizeOf = async (files: Files, path: string, { names }: PictureSource, index: number) =>
  probePicture(await files.open(files.join(path, ...names[index].split("/"))));

/**
 * Paths of pictures and of their masks, for whoever has asked for masks: in a folder that holds both; or of the pictures at
 * `path` itself, where masks lie beside them. Undefined where names do not tell.
 */
export async function maskedPictures(files: Files, path: string): Promise<Together | undefined> {
  const inside = (await files.stat(path))?.kind === "folder" ? await pictureFolders(files, path) : [];
  const found = together(inside, masksOrTruth);
  if (found) return { pictures: files.join(path, found.pictures), partners: files.join(path, found.partners) };
  const base = files.folderOf(path);
  const beside = (await files.list(base)).filter((name) => masksOrTruth.test(name) && name !== files.nameOf(path));
  const [only, ...more] = await Promise.all(
    beside.map(async (name) => ({
      at: files.join(base, name),
      kind: (await files.stat(files.join(base, name)))?.kind,
    })),
  ).then((all) => all.filter(({ kind }) => kind === "folder"));
  return only && more.length === 0 ? { pictures: path, partners: only.at } : undefined;
}
