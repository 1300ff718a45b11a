// A picture, or many of them, as the command line describes them.

import { resolve } from "node:path";
import { type AlbumDescription, describeAlbum } from "../data/album/describe";
import { describePicture, type PictureSummary } from "../tasks/filter/describe";
import { countOf } from "../words";
import { picturesAt } from "./inputs";
import { labelsText } from "./labels-text";
import type { Output } from "./output";
import { breathe, nodeFiles } from "./ports";

/** Classes that are told one by one. */
const toldClasses = 12;

/** @throws InputError where there is no picture at the path */
export async function describePictures(path: string): Promise<PictureSummary | AlbumDescription> {
  const at = resolve(path);
  return (await picturesAt(path)) === "picture"
    ? describePicture(nodeFiles, at)
    : describeAlbum(nodeFiles, at, breathe);
}

const channelNames = ["", "grey", "grey and alpha", "RGB", "RGBA"];

export function tellPictures(summary: PictureSummary | AlbumDescription, output: Output): void {
  if (output.json) output.object(summary);
  else if ("bits" in summary) tellPicture(summary, output);
  else tellAlbum(summary, output);
}

function tellPicture(summary: PictureSummary, output: Output): void {
  const { format, width, height, channels, bits, palette, frames, profile: named, assumptions } = summary;
  const parts = [format, `${width} × ${height}`, channelNames[channels], `${bits} bits${palette ? ", palette" : ""}`];
  if (frames > 1) parts.push(countOf(frames, "picture"));
  if (named) parts.push(`profile ${named}`);
  output.line(parts.join(" · "));
  for (const { text } of assumptions) output.line(`· ${text}`);
}

function tellAlbum(summary: AlbumDescription, output: Output): void {
  const { format, images, test, labels, labelSets, formats, width, height, channels, group, pairs, assumptions } =
    summary;
  const kinds = formats && Object.entries(formats).map(([kind, count]) => `${count} ${kind}`);
  const parts = [countOf(images, "picture"), kinds ? kinds.join(", ") : format];
  if (labels) parts.push(countOf(Object.keys(labels).length, "class", "classes"));
  if (test !== undefined) parts.push(`${countOf(test, "picture")} to test`);
  output.line(parts.join(" · "));
  const range = ([least, most]: [number, number]) => (least === most ? `${least}` : `${least} to ${most}`);
  output.line(`  ${range(width)} × ${range(height)} pixels, ${channels}`);
  const counts = Object.entries(labels ?? {});
  for (const [name, count] of counts.slice(0, toldClasses)) output.line(`  ${name}: ${count}`);
  if (counts.length > toldClasses) output.line(`  and ${counts.length - toldClasses} classes more`);
  if (labelSets) output.line(`  ${labelsText(labelSets, "picture")}`);
  if (group) output.line(`  ${group.groups} groups by ${group.pattern}`);
  if (pairs) output.line(`  ${pairs.masks ? "masks" : "partners"} of ${pairs.pictures} in ${pairs.partners}`);
  for (const { file, text } of summary.problems) output.line(`! ${file}: ${text}`);
  for (const { text } of assumptions) output.line(`· ${text}`);
}
