// A picture, or a folder of them, as the command line describes it.

import { resolve } from "node:path";
import { describeFolder, describePicture, type FolderSummary, type PictureSummary } from "../tasks/filter/describe";
import { picturesAt } from "./inputs";
import { nodeFiles } from "./ports";

/** @throws InputError where there is no picture at the path */
export async function describePictures(path: string): Promise<PictureSummary | FolderSummary> {
  const at = resolve(path);
  return (await picturesAt(path)) === "folder" ? describeFolder(nodeFiles, at) : describePicture(nodeFiles, at);
}
