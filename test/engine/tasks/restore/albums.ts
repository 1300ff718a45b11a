// Albums for tests of restoration: pictures that have something in common, and a host that hands them out.

import type { Album, Frame } from "../../../../engine/data/album/album";
import type { RunHost } from "../../../../engine/experiment/run";
import { hostOf } from "../../experiment/runs";
import { MemoryFiles } from "../../memory-files";

/** Grey pictures of stripes whose direction and width change from one to the next. */
export function stripes(count: number, width = 16, height = width): Album {
  const frames = Array.from({ length: count }, (_, picture): Frame => {
    const samples = Uint8Array.from({ length: width * height }, (_, i) => {
      const [x, y] = [i % width, Math.floor(i / width)];
      const along = Math.cos(picture) * x + Math.sin(picture) * y;
      return Math.round(128 + 90 * Math.sin(along / (1.5 + (picture % 3))));
    });
    return { width, height, channels: 1, samples };
  });
  return albumOf(frames);
}

export const albumOf = (frames: Frame[], more: Partial<Album> = {}): Album => ({
  name: "pictures",
  hash: "0",
  pictures: frames.map((_, i) => ({ name: `p${i}.png` })),
  frames,
  assumptions: [],
  problems: [],
  ...more,
});

/** A host whose files hold a folder `/data/pictures`, and whose album is the given one. */
export function hostWith(album: Album, files = new MemoryFiles()): RunHost & { files: MemoryFiles } {
  void files.makeFolder("/data/pictures");
  return { ...hostOf(files), files, readAlbum: async () => album };
}
