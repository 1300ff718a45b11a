// `suggest FILE`: an experiment with every value written out.

import { layOut } from "../../experiment/lay-out";
import type { Experiment } from "../../experiment/schema";
import { suggestFilter } from "../../tasks/filter/suggest";
import type { Arguments } from "../arguments";
import { describePictures } from "../describe-pictures";
import { onlyFile, picturesAt, readData, readGraph, readGraphs, readPictures } from "../inputs";
import { nodeFiles } from "../ports";
import { suggestSpectrum } from "../run-spectrum";
import { suggested } from "../suggested";
import type { Verb } from "../verb";
import { otherWished, wishesOf, wishFlags } from "../wishes";

export const suggest: Verb = {
  flags: { task: wishFlags.task, target: wishFlags.target, nodes: wishFlags.nodes },
  async run(given, output) {
    const file = onlyFile(given.positional, "suggest FILE [--task T] [--target C] [--nodes FILE]");
    const experiment = await suggestedFor(file, given);
    if (output.json) output.object(experiment);
    else output.raw(`${layOut(experiment)}\n`);
  },
};

async function suggestedFor(file: string, given: Arguments): Promise<Experiment> {
  const { texts } = given;
  const wished = otherWished(given);
  if (wished === "spectrum") return suggestSpectrum(file);
  if (wished === "filter" || (!texts.has("task") && !texts.has("target") && (await picturesAt(file)))) {
    // Headers only: whether there is a picture at all.
    await describePictures(file);
    return suggestFilter(nodeFiles.nameOf(nodeFiles.join(file)));
  }
  const readers = { readData, readNetwork: readGraph, readCollection: readGraphs, readAlbum: readPictures };
  return suggested(file, wishesOf(given), readers);
}
