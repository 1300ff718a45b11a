// Pictures before they are decoded, from wherever they come: what every kind of album provides.

import type { Assumption } from "../dataset";
import type { Image } from "../image/image";

/** A picture as it was decoded. */
export interface ReadPicture {
  image: Image;
  /** Of its file, where it has one of its own. */
  bytes?: Uint8Array;
  /** Sentences on what was assumed of this picture. */
  statements: string[];
}

/** Pictures of a folder, or of a file that holds many, to be decoded one by one. */
export interface PictureSource {
  format: "folder" | "idx" | "npy" | "npz";
  /** As the album has them, in its order. */
  names: string[];
  /** Name of the class of each, where the pictures bring classes. */
  labels?: string[];
  /** Index of the first of an own test set. */
  testFrom?: number;
  /** Throws InputError, or a file system's fault, for a picture that cannot be read. */
  read(index: number): Promise<ReadPicture>;
  /** Of the files that hold all pictures and labels, where they do. */
  hash?: string;
  assumptions: Assumption[];
}
