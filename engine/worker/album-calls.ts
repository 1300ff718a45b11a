// The worker's calls on albums: what lenses and the Explorer ask of a folder, or of a file that holds many pictures.

import { type AlbumDescription, describeAlbum } from "../data/album/describe";
import { isAlbum } from "../data/album/recognise";
import type { Files } from "../data/files";
import { explainFault } from "../experiment/faults";
import type { Breathe } from "../tasks/table/matrix";

export interface AlbumApi {
  /** Null where there are not many pictures at the path. Reads headers, and labels. */
  describeAlbum(request: { path: string }): Promise<AlbumDescription | null>;
}

export const albumCalls = ({ files, breathe }: { files: Files; breathe: Breathe }): AlbumApi => ({
  async describeAlbum({ path }) {
    try {
      return (await isAlbum(files, path)) ? await describeAlbum(files, path, breathe) : null;
    } catch (error) {
      throw explainFault(error);
    }
  },
});
