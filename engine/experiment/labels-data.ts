// All that an experiment on several labels learns from: the labels of each row, what describes them, features of another run.

import type { Album } from "../data/album/album";
import type { Assumption, Dataset } from "../data/dataset";
import { Hash } from "../data/hash";
import { labelSetsOf } from "../data/labels/read";
import { readLabelVectors } from "../data/labels/vectors";
import type { LabelsData } from "../tasks/labels/examples";
import { labelLayout } from "../tasks/labels/layout";
import type { LabelsExperiment } from "../tasks/labels/spec";
import type { LabelSource } from "../tasks/labels/suggest";
import { backboneFeatures } from "./backbone";
import { existingData } from "./data-path";
import type { RunHost } from "./run";

/**
 * Of a complete experiment, with paths as of `readLabelSource`; `hash` is of all that was read.
 * @throws InputError where something that it names is not there, or does not suit the labels
 */
export async function readLabelsData(
  { files, executor, breathe }: Pick<RunHost, "files" | "executor" | "breathe">,
  { data, model }: LabelsExperiment,
  source: LabelSource,
  base: string,
  workspace?: string,
): Promise<{ data: LabelsData; hash: string }> {
  const labels = "album" in source ? albumLabels(source.album) : tableLabels(data, source);
  const hashes = ["album" in source ? source.album.hash : source.dataset.hash];
  const assumptions: Assumption[] = [...labels.assumptions];
  const read: LabelsData = { source, ...labels, assumptions };
  if (data.vectors !== undefined) {
    const path = await existingData(files, base, data.vectors, workspace, "vectors");
    read.vectors = await readLabelVectors(files, path, labels.sets.names);
    assumptions.push(...read.vectors.assumptions);
    hashes.push(read.vectors.hash);
  }
  if (model?.backbone !== undefined) {
    const run = await existingData(files, base, model.backbone, workspace, "backbone", "model");
    const given = "album" in source ? { frames: source.album.frames, hash: source.album.hash } : source;
    const { assumptions: said, ...features } = await backboneFeatures(files, run, given, { executor, breathe });
    read.backbone = features;
    assumptions.push(...said);
    const hash = new Hash();
    hash.update(new Uint8Array(features.values.buffer));
    hashes.push(hash.digest());
  }
  return { data: read, hash: hashes.length === 1 ? hashes[0] : joined(hashes) };
}

type ReadLabels = Pick<LabelsData, "sets" | "missing" | "assumptions" | "problems">;

function tableLabels(
  data: LabelsExperiment["data"],
  { dataset, xml }: Extract<LabelSource, { dataset: Dataset }>,
): ReadLabels {
  const { assumptions, ...labels } = labelSetsOf(dataset, labelLayout(data, dataset, xml));
  return { ...labels, assumptions: [...(xml?.assumptions ?? []), ...assumptions] };
}

/** Pictures without labels are none of the album. */
function albumLabels({ labelSets }: Album): ReadLabels {
  if (!labelSets) throw new Error("The experiment has not been completed: its pictures have no labels.");
  return { sets: labelSets, missing: new Uint32Array(0), assumptions: [], problems: [] };
}

function joined(hashes: readonly string[]): string {
  const hash = new Hash();
  hash.update(new TextEncoder().encode(hashes.join()));
  return hash.digest();
}
