// An album: pictures to learn from, decoded and brought to one kind of samples, with where each came from.

import type { Assumption, Problem } from "../dataset";
import type { Image } from "../image/image";
import type { LabelSets } from "../labels/label-sets";

/** A picture as networks take it: grey or RGB without alpha, 8 bits. */
export interface Frame extends Image {
  channels: 1 | 3;
  samples: Uint8Array;
}

export interface AlbumPicture {
  /** Path relative to the album; `images.gz#17`, counted from 0, of a file that holds many. */
  name: string;
  /** Index into the album's classes: of its folder, or as the labels say. */
  label?: number;
}

export interface Album {
  /** Name of the file or folder. */
  name: string;
  /** Of the bytes of all files that were read, in order of their names. */
  hash: string;
  /** In natural order of their names, those of an own test set behind the others. */
  pictures: AlbumPicture[];
  frames: Frame[];
  /** The clean pictures, or the masks, that belong to `frames`; absent where there are none. */
  partners?: Frame[];
  /** How many times as wide and high as its picture each of them is. */
  factor?: number;
  /** What the values of masks stand for, in order: the grey or colour that the files have; absent without masks. */
  maskValues?: string[];
  /** Index of the first picture of the test set that the data bring, where they bring one. */
  testFrom?: number;
  /** Names in natural order; absent where nothing says what is on a picture. */
  classes?: string[];
  /** Which labels each picture carries, where options named a table of them. */
  labelSets?: LabelSets;
  assumptions: Assumption[];
  /** Files that could not be read, each with its name, skipped. */
  problems: Problem[];
}

/** How the files of an album become frames, and which belong together. */
export interface AlbumOptions {
  /** Width and height that every picture is brought to; each keeps its own without it. */
  size?: readonly [width: number, height: number];
  /** resize changes the shape where it must; crop scales to cover and cuts the middle out. */
  fit?: "resize" | "crop";
  /** The kind that most pictures have, unless said. */
  channels?: "grey" | "colour";
  /** Path of a file of labels (IDX, npy, CSV of name and label). */
  labels?: string;
  /** Path of a table of names and labels (CSV, TSV, JSON, JSON Lines), of which a picture may carry several. */
  labelSets?: string;
  /** Path of a folder of clean pictures or masks, matched by name; or of a file that holds as many as there are pictures. */
  partners?: string;
  /** How many times as wide and high as their pictures partners may be, the same for all; 1 unless said. */
  factors?: readonly number[];
  /** Whether partners are masks, whose values are classes and never mixed by resizing. */
  masks?: boolean;
  /** Path of pictures that only judge, and of their labels and partners. */
  test?: { path: string; labels?: string; labelSets?: string; partners?: string };
}
