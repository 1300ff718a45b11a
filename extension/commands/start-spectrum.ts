// Starts a spectrum as a run in a new folder and shows its report.

import type { SpectrumExperiment } from "../../engine";
import { runsRootFor, workspaceOf } from "../platform/places";
import type { Services } from "../platform/services";
import { newFolder } from "./start-run";

/** `path` is what the experiment's data path is relative to; `name` is what lists call the run. */
export async function startSpectrum(
  { spectra, panels }: Services,
  path: string,
  name: string,
  experiment: SpectrumExperiment,
): Promise<void> {
  const folder = await newFolder(runsRootFor(path), name);
  spectra.add({ path, experiment: { ...experiment, name }, folder, workspace: workspaceOf(path) }, name);
  await panels.openSpectrum(folder, name, true);
}
