// Where the masks of a folder's pictures lie, by what people call such folders.

import type { Files } from "../../data/files";

const maskNames = /^(.*[-_ ])?(masks?|labels?|annotations?|segmentations?|seg|gt|ground[-_ ]?truth)$/i;
const pictureNames = /^(.*[-_ ])?(images?|imgs?|pictures?|photos?|frames?|inputs?)$/i;

export interface MaskedPictures {
  /** Paths of the two folders. */
  pictures: string;
  masks: string;
}

/**
 * In a folder that holds one folder of masks and one other of pictures; or of the pictures at `path` itself, where masks lie
 * beside them. Undefined where names do not tell.
 */
export async function findMasks(files: Files, path: string): Promise<MaskedPictures | undefined> {
  const inside = await foldersIn(files, path);
  const masks = inside.filter((name) => maskNames.test(name));
  const others = inside.filter((name) => !maskNames.test(name));
  const named = others.filter((name) => pictureNames.test(name));
  const [pictures] = named.length === 1 ? named : others;
  if (masks.length === 1 && (named.length === 1 || others.length === 1)) {
    return { pictures: files.join(path, pictures), masks: files.join(path, masks[0]) };
  }
  const base = files.folderOf(path);
  const beside = (await foldersIn(files, base)).filter((name) => maskNames.test(name) && name !== files.nameOf(path));
  return beside.length === 1 ? { pictures: path, masks: files.join(base, beside[0]) } : undefined;
}

async function foldersIn(files: Files, path: string): Promise<string[]> {
  if ((await files.stat(path))?.kind !== "folder") return [];
  const names = (await files.list(path)).filter((name) => !name.startsWith("."));
  const kinds = await Promise.all(names.map(async (name) => (await files.stat(files.join(path, name)))?.kind));
  return names.filter((_, index) => kinds[index] === "folder");
}
