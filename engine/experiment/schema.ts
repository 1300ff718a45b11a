// The experiment file's schema over all tasks: one definition for validation, completion, hovers and diagnostics.

import { z } from "zod";
import { classifySpec } from "../tasks/classify/spec";
import { filterSpec } from "../tasks/filter/spec";
import { generateSpec } from "../tasks/generate/spec";
import { graphsSpec } from "../tasks/graphs/spec";
import { labelsSpec } from "../tasks/labels/spec";
import { linksSpec } from "../tasks/links/spec";
import { nodesSpec } from "../tasks/nodes/spec";
import { regressSpec } from "../tasks/regress/spec";
import { restoreSpec } from "../tasks/restore/spec";
import { segmentSpec } from "../tasks/segment/spec";
import { spectrumSpec } from "../tasks/spectrum/spec";
import { superresolveSpec } from "../tasks/superresolve/spec";
import { translateSpec } from "../tasks/translate/spec";

export const experimentSchema = z.discriminatedUnion("task", [
  classifySpec,
  regressSpec,
  filterSpec,
  nodesSpec,
  linksSpec,
  graphsSpec,
  restoreSpec,
  superresolveSpec,
  segmentSpec,
  translateSpec,
  spectrumSpec,
  generateSpec,
  labelsSpec,
]);

/** A validated experiment; everything but `task` and `data` may be absent, and `suggest` fills it in. */
export type Experiment = z.infer<typeof experimentSchema>;
