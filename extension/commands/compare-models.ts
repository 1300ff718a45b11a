// Compares models on the same data: trains each of those that the person picks on the same splits and seeds, then shows them side by side.

import * as vscode from "vscode";
import type { TrainingExperiment } from "../../engine";
import { experimentText, isOnAlbum } from "../language/experiment-text";
import { engine } from "../platform/engine";
import { isData, isExperiment, isGraph, sourceOfUri, stemOf } from "../platform/files";
import type { NodeTable } from "../platform/learnables";
import { dataPath } from "../platform/places";
import { reading } from "../platform/reading";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { graphFile } from "./open-graph";
import { startComparison } from "./start-comparison";
import { activeFile, type Choice, savedDataFile, suggested } from "./train";
import { choiceOf, learnableTasks, pickTask } from "./train-graph";

/** What the person has chosen already. */
interface Wish extends Choice {
  models?: string[];
  /** Number of trainings of each. */
  seeds?: number;
}

/** An experiment, and the models that it can be varied over, its own first. */
interface Subject {
  /** Path that the experiment's data path is relative to. */
  path: string;
  name: string;
  experiment: TrainingExperiment;
  models: readonly string[];
}

export function compareModelsCommand(services: Services): vscode.Disposable {
  return vscode.commands.registerCommand("neuralLens.compareModels", (uri?: vscode.Uri, wish: unknown = {}) =>
    // The Explorer hands over all selected files as its second argument.
    reporting(() => compareModels(services, uri, Array.isArray(wish) ? {} : (wish as Wish))),
  );
}

async function compareModels(services: Services, uri: vscode.Uri | undefined, wish: Wish): Promise<void> {
  const file = uri ?? (await subjectFile());
  const { path, name, experiment, models } = await (isExperiment(file)
    ? ofExperiment(services, file)
    : ofData(services, file, wish));
  const chosen = wish.models ?? (await pickModels(models));
  if (chosen.length < 2) throw new Error(vscode.l10n.t("Choose at least two models to compare."));
  const { seedsUpTo, variantsOf } = await engine();
  const own = experiment.train?.seeds;
  const count = wish.seeds ?? (await askSeeds(own?.length ?? usualSeeds));
  const seeds = count === own?.length ? own : seedsUpTo(count);
  await startComparison(services, path, name, variantsOf(experiment, `model=${chosen.join(",")}`, { seeds }));
}

const usualSeeds = 3;

/** The active tab's experiment or data, or a graph or table that the person picks. */
async function subjectFile(): Promise<vscode.Uri> {
  const active = activeFile();
  return active && (isExperiment(active) || isData(active)) ? active : graphFile();
}

async function ofExperiment(services: Services, file: vscode.Uri): Promise<Subject> {
  const document = await vscode.workspace.openTextDocument(file);
  if (document.isDirty) await document.save();
  const { isTableExperiment, parseExperiment, trainingExperiment } = await engine();
  const experiment = trainingExperiment(parseExperiment(document.getText(), file.fsPath), file.fsPath);
  const subject = { path: file.fsPath, name: experiment.name ?? stemOf(file.path), experiment };
  const hasLayers = isTableExperiment(experiment) || experiment.task === "labels";
  if (hasLayers && !(await isOnAlbum(experimentText(document)))) return { ...subject, models: widthsFor(experiment) };
  if (experiment.task === "generate") {
    throw new Error(vscode.l10n.t("Generators are compared run by run: choose them in the list of runs."));
  }
  if (experiment.task !== "nodes" && experiment.task !== "links" && experiment.task !== "graphs") {
    throw new Error(vscode.l10n.t("Networks on pictures are compared run by run: choose them in the list of runs."));
  }
  const { graph, table } = graphOf(experiment, file.fsPath);
  const tasks = await learnableTasks(services, graph, table);
  const { models } = tasks.find(({ task }) => task === experiment.task) ?? tasks[0];
  const own = experiment.model?.kind;
  return { ...subject, models: own ? [own, ...models.filter((kind) => kind !== own)] : models };
}

/** The graph of an experiment in the file at `path`, and the table of its nodes. */
function graphOf(
  { data }: Extract<TrainingExperiment, { task: "nodes" | "links" | "graphs" }>,
  path: string,
): { graph: vscode.Uri; table?: NodeTable } {
  const uriOf = (name: string) => vscode.Uri.file(dataPath(path, name));
  const graph = uriOf(data.file);
  return "nodes" in data && data.nodes ? { graph, table: { uri: uriOf(data.nodes), id: data.id } } : { graph };
}

async function ofData(services: Services, given: vscode.Uri, { task, target }: Wish): Promise<Subject> {
  const file = await savedDataFile(given);
  const subject = { path: file.fsPath, name: stemOf(file.path) };
  const source = { path: file.fsPath };
  const suggest = (choice: Choice) => reading(services.worker, file, () => suggested(services, source, choice));
  if (task === "classify" || task === "regress" || !(await holdsGraph(services, file))) {
    const experiment = await suggest({ task, target });
    return { ...subject, experiment, models: widthsFor(experiment) };
  }
  const tasks = (await learnableTasks(services, file)).filter(
    (one) => (!task || one.task === task) && (!target || one.target?.column === target),
  );
  if (tasks.length === 0) throw new Error(vscode.l10n.t("Nothing of {0} can be learned.", subject.name));
  const chosen = tasks.length > 1 ? await pickTask(tasks) : tasks[0];
  return { ...subject, experiment: await suggest(choiceOf(chosen)), models: chosen.models };
}

/** Whether a file or folder holds a graph, or many. */
async function holdsGraph({ graphWorker }: Services, file: vscode.Uri): Promise<boolean> {
  if (isGraph(file)) return true;
  if ((await vscode.workspace.fs.stat(file)).type & vscode.FileType.Directory) return true;
  return (await graphWorker.call("glanceGraph", { source: sourceOfUri(file) })) !== null;
}

/** Widths of hidden layers, as `variantsOf` reads them. */
const usualWidths = ["none", "16", "32", "64", "32-16", "64-32"];

function widthsFor({ model }: TrainingExperiment): string[] {
  const layers = model && "layers" in model && Array.isArray(model.layers) ? model.layers : undefined;
  const widths = layers?.map((layer) => ("dense" in layer && layer.activation === "relu" ? layer.dense : undefined));
  if (!widths || widths.includes(undefined)) return usualWidths;
  const own = widths.join("-") || "none";
  return [own, ...usualWidths.filter((text) => text !== own)];
}

async function pickModels(models: readonly string[]): Promise<string[]> {
  const items = models.map((label, index) => ({ label, description: meaning(label), picked: index < 2 }));
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: vscode.l10n.t("Which models to compare?"),
    canPickMany: true,
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked) throw new vscode.CancellationError();
  return picked.map(({ label }) => label);
}

/** Whose model it is, or what it does. */
function meaning(model: string): string {
  const { t } = vscode.l10n;
  switch (model) {
    case "gcn":
      return "Kipf, Welling 2017";
    case "cheb":
      return "ChebNet · Defferrard et al. 2016";
    case "sage":
      return "GraphSAGE · Hamilton et al. 2017";
    case "gat":
      return "Veličković et al. 2018";
    case "gin":
      return "Xu et al. 2019";
    case "sgc":
      return "Wu et al. 2019";
    case "appnp":
      return "Klicpera et al. 2019";
    case "hgnn":
      return "Feng et al. 2019";
    case "mlp":
      return t("MLP without the graph");
    case "labelPropagation":
      return t("spreads labels along edges and trains nothing");
    case "none":
      return t("no hidden layer");
    default:
      return t("widths of the hidden layers");
  }
}

async function askSeeds(value: number): Promise<number> {
  const { t } = vscode.l10n;
  const given = await vscode.window.showInputBox({
    ignoreFocusOut: true,
    prompt: t("How many trainings of each model, with seeds of their own?"),
    value: String(value),
    validateInput: (text) => (/^[1-9]\d?$/.test(text.trim()) ? undefined : t("A whole number from 1 to 99.")),
  });
  if (given === undefined) throw new vscode.CancellationError();
  return Number(given);
}
