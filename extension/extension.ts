// Where the extension begins: what it has, one line a feature.

import * as vscode from "vscode";
import { applyFilterCommand } from "./commands/apply-filter";
import { applyRunCommand } from "./commands/apply-run";
import { chooseTargetCommand } from "./commands/choose-target";
import { compareModelsCommand } from "./commands/compare-models";
import { compareRunsCommand } from "./commands/compare-runs";
import { createExperimentCommand } from "./commands/create-experiment";
import { deleteRunCommand } from "./commands/delete-run";
import { describeCommand } from "./commands/describe";
import { exploreSamplesCommand } from "./commands/explore-samples";
import { generateCommand } from "./commands/generate";
import { openGraphCommand } from "./commands/open-graph";
import { openNearestCommand } from "./commands/open-nearest";
import { openPictureCommand } from "./commands/open-picture";
import { openRunCommand } from "./commands/open-run";
import { openSampleCommand } from "./commands/open-sample";
import { openSpectrumCommand } from "./commands/open-spectrum";
import { pauseRunCommand } from "./commands/pause-run";
import { predictLabelsCommand } from "./commands/predict-labels";
import { renameRunCommand } from "./commands/rename-run";
import { resumeRunCommand } from "./commands/resume-run";
import { revealRunCommand } from "./commands/reveal-run";
import { runExperimentCommand } from "./commands/run-experiment";
import { stopRunCommand } from "./commands/stop-run";
import { testAugmentationCommand } from "./commands/test-augmentation";
import { trainCommand } from "./commands/train";
import { trainGraphCommand } from "./commands/train-graph";
import { trainPicturesCommand } from "./commands/train-pictures";
import { writeSamplesCommand } from "./commands/write-samples";
import { Panels } from "./editors/panels";
import { PictureEditors } from "./editors/picture-editors";
import { dataDiagnostics } from "./language/data-diagnostics";
import { dataFixes } from "./language/data-fixes";
import { dataHover } from "./language/data-hover";
import { experimentCompletion } from "./language/experiment-completion";
import { experimentDiagnostics } from "./language/experiment-diagnostics";
import { experimentFixes } from "./language/experiment-fixes";
import { experimentHover } from "./language/experiment-hover";
import { dataLens } from "./lenses/data";
import { experimentLens } from "./lenses/experiment";
import { graphLens } from "./lenses/graph";
import { Batches } from "./platform/batches";
import { GraphProfiles } from "./platform/graph-profiles";
import { Learnables } from "./platform/learnables";
import { log } from "./platform/log";
import { Profiles } from "./platform/profiles";
import { Runs } from "./platform/runs";
import type { Services } from "./platform/services";
import { Spectra } from "./platform/spectra";
import { Training } from "./platform/training";
import { EngineWorker } from "./platform/worker";
import { contextKeys } from "./views/context-keys";
import { failureNotice } from "./views/failure-notice";
import { liveView } from "./views/live";
import { runsTree } from "./views/runs-tree";
import { statusBar } from "./views/status-bar";

/** What other extensions, and the tests, may listen to. */
export interface NeuralLens {
  /** How long activation took. */
  readonly activationMilliseconds: number;
  /** Every event of every run. */
  readonly onRunEvent: Training["onEvent"];
  /** Every event of every batch of pictures. */
  readonly onBatchEvent: Batches["onEvent"];
  /** Every event of every run that computes a spectrum. */
  readonly onSpectrumEvent: Spectra["onEvent"];
}

let training: Training | undefined;
let batches: Batches | undefined;
let spectra: Spectra | undefined;

export function activate(context: vscode.ExtensionContext): NeuralLens {
  const started = performance.now();
  const script = vscode.Uri.joinPath(context.extensionUri, "dist", "worker.js");
  const worker = new EngineWorker(script);
  const pictureWorker = new EngineWorker(script, () => ({ maxPixels: 1e6 * maxMegapixels() }));
  const graphWorker = new EngineWorker(script);
  training = new Training(worker);
  batches = new Batches(pictureWorker);
  spectra = new Spectra(graphWorker);
  const profiles = new Profiles(worker);
  const graphProfiles = new GraphProfiles(graphWorker);
  const learnables = new Learnables(graphWorker);
  const runs = new Runs(worker, training, batches, spectra);
  const panels = new Panels();
  const pictures = new PictureEditors(context.workspaceState);
  const services: Services = {
    extension: context.extensionUri,
    worker,
    pictureWorker,
    graphWorker,
    profiles,
    graphProfiles,
    learnables,
    training,
    batches,
    spectra,
    runs,
    panels,
    pictures,
  };

  context.subscriptions.push(
    log,
    worker,
    pictureWorker,
    graphWorker,
    training,
    batches,
    spectra,
    profiles,
    graphProfiles,
    learnables,
    runs,
    panels,
    panels.attach(services),
    pictures.attach(services),

    dataLens(services),
    experimentLens(services),
    graphLens(services),

    trainCommand(services),
    chooseTargetCommand(services),
    describeCommand(services),
    createExperimentCommand(services),
    runExperimentCommand(services),
    resumeRunCommand(services),
    pauseRunCommand(services),
    stopRunCommand(services),
    openRunCommand(services),
    compareRunsCommand(services),
    renameRunCommand(services),
    revealRunCommand(services),
    deleteRunCommand(services),
    openSampleCommand(services),

    openPictureCommand(services),
    trainPicturesCommand(services),
    predictLabelsCommand(services),
    applyRunCommand(services),
    applyFilterCommand(services),

    generateCommand(services),
    exploreSamplesCommand(services),
    writeSamplesCommand(services),
    testAugmentationCommand(services),

    openGraphCommand(services),
    openNearestCommand(services),
    trainGraphCommand(services),
    compareModelsCommand(services),
    openSpectrumCommand(services),

    runsTree(services),
    liveView(services),
    statusBar(services),
    contextKeys(services),
    failureNotice(services),

    dataDiagnostics(services),
    dataFixes(services),
    dataHover(services),
    experimentDiagnostics(services),
    experimentFixes(services),
    experimentCompletion(services),
    experimentHover(services),
  );

  const activationMilliseconds = performance.now() - started;
  log.info(`Activated in ${activationMilliseconds.toFixed(1)} ms.`);
  const [onRunEvent, onBatchEvent, onSpectrumEvent] = [training.onEvent, batches.onEvent, spectra.onEvent];
  return { activationMilliseconds, onRunEvent, onBatchEvent, onSpectrumEvent };
}

/** A window that closes or reloads leaves a run that resumes. */
export async function deactivate(): Promise<void> {
  await Promise.all([training?.close(), batches?.close(), spectra?.close()]);
}

/** Larger pictures are refused, because a small file may unfold to more than the memory holds. */
function maxMegapixels(): number {
  return vscode.workspace.getConfiguration("neuralLens").get("picture.maxMegapixels", 200);
}
