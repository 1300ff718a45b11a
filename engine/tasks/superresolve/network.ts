// The network of an experiment on super-resolution: how it is built, which patches it trains on, and whole pictures by it.

import type { Node } from "../../core/graph";
import { FieldError } from "../../experiment/field-error";
import type { Architecture, PictureBuild } from "../../neural/image/architecture";
import { espcn } from "../../neural/image/espcn";
import { srcnn } from "../../neural/image/srcnn";
import { slice } from "../../ops/slice";
import { type Field, planTiles, type TileApplier, type TilePlan } from "../pictures/tiles";
import { enlarge } from "./pairs";
import { outputUnit, type PatchPlan, patchSides } from "./patches";
import type { SuperresolveExperiment } from "./spec";

export interface SuperresolveNetwork {
  /** Of one channel, luma; what bicubic enlarging gives is added outside. */
  architecture: Architecture;
  plan: PatchPlan;
  /** What it makes of a patch, without that of the pixels around it. */
  onPatches: PictureBuild;
}

/** @throws FieldError where kernels and channels do not fit together */
export function networkOf({ factor, model, patch }: SuperresolveExperiment): SuperresolveNetwork {
  if (!factor || !model || !patch) throw new Error("The experiment has not been completed.");
  const { kind, channels: widths = [], kernels = [], residual = true } = model;
  if (kernels.length !== widths.length + 1) {
    const message = `model.kernels has ${kernels.length} sides, and ${widths.length + 1} are needed: one more than model.channels.`;
    throw new FieldError(["model", "kernels"], message);
  }
  const layers = { channels: 1, widths, kernels, residual: false };
  const architecture = kind === "espcn" ? espcn({ ...layers, factor }) : srcnn(layers);
  const plan = { factor, size: patch.size, margin: architecture.reach!, enlarged: kind === "srcnn", residual };
  const cut = architecture.factor * plan.margin;
  const inside = (node: Node, axis: number) => slice(node, axis, cut, cut + patchSides(plan).output);
  const onPatches: PictureBuild = (scope, x) => inside(inside(architecture.build(scope, x), 1), 2);
  return { architecture, plan, onPatches };
}

/** Tiles for small pictures of at most so many pixels a side. */
export function tilesOf({ architecture, plan: { factor, enlarged } }: SuperresolveNetwork, largest: number): TilePlan {
  const side = (enlarged ? factor : 1) * largest;
  return planTiles(architecture, { width: side, height: side, channels: 1 });
}

export interface Enlarged {
  bicubic: Field;
  /** By the network, neither rounded nor clamped. */
  drawn: Field;
}

/** Enlarges the luma of a small picture. */
export async function enlargeBy(
  { plan }: Pick<SuperresolveNetwork, "plan">,
  applier: Pick<TileApplier, "apply">,
  small: Field,
): Promise<Enlarged> {
  const bicubic = enlarge(small, plan.factor);
  const [drawn] = await applier.apply([plan.enlarged ? bicubic : small]);
  const unit = outputUnit(plan);
  const samples = drawn.samples.map((value, i) => unit * value + (plan.residual ? bicubic.samples[i] : 0));
  return { bicubic, drawn: { ...drawn, samples } };
}
