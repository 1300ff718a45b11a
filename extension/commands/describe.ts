// Describes a data file or a folder of pictures as a page to read: what it holds, what was assumed, what is doubtful.

import { basename } from "node:path";
import * as vscode from "vscode";
import type { AlbumDescription, Description, LabelsDescription } from "../../engine";
import { frequent, meanLabels, summary } from "../language/profile-text";
import { escaped } from "../platform/markdown";
import { reading } from "../platform/reading";
import { reporting } from "../platform/report-error";
import type { Services } from "../platform/services";
import { dataFile } from "./train";

const scheme = "neural-lens-description";
const valuesShown = 5;
const linesShown = 50;

export function describeCommand(services: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.Uri>();
  return vscode.Disposable.from(
    changed,
    vscode.workspace.registerTextDocumentContentProvider(scheme, {
      onDidChange: changed.event,
      async provideTextDocumentContent({ query }) {
        const file = vscode.Uri.parse(query);
        try {
          const album = await albumAt(services, file);
          if (album) return albumPage(basename(file.path), album);
          const description = await reading(services.worker, file, () => services.profiles.describe(file));
          return page(basename(file.path), description);
        } catch (error) {
          return `# ${escaped(basename(file.path))}\n\n${escaped(error instanceof Error ? error.message : String(error))}\n`;
        }
      },
    }),
    vscode.commands.registerCommand("neuralLens.describe", (uri?: vscode.Uri) =>
      reporting(async () => {
        const file = await dataFile(uri);
        const shown = vscode.Uri.from({ scheme, path: `/${basename(file.path)}.md`, query: file.toString() });
        changed.fire(shown);
        await vscode.commands.executeCommand("markdown.showPreviewToSide", shown);
      }),
    ),
  );
}

/** What a folder of pictures holds; undefined for files. */
async function albumAt({ pictureWorker }: Services, folder: vscode.Uri): Promise<AlbumDescription | undefined> {
  if ((await vscode.workspace.fs.stat(folder)).type !== vscode.FileType.Directory) return undefined;
  const described = await reading(pictureWorker, folder, () =>
    pictureWorker.call("describeAlbum", { path: folder.fsPath }),
  );
  if (!described) {
    const name = vscode.workspace.asRelativePath(folder);
    throw new Error(vscode.l10n.t("There are no pictures to learn from in {0}: choose a folder of them.", name));
  }
  return described;
}

function albumPage(name: string, album: AlbumDescription): string {
  const t = vscode.l10n.t;
  const {
    images,
    formats = {},
    width,
    height,
    channels,
    labels,
    labelSets,
    group,
    pairs,
    assumptions,
    problems,
  } = album;
  const range = ([least, most]: [number, number]) => (least === most ? `${least}` : `${least}–${most}`);
  const size = `${range(width)} × ${range(height)}`;
  const lines = [
    `# ${escaped(name)}`,
    "",
    [
      channels === "grey" ? t("{0} pictures in grey", images) : t("{0} pictures in colour", images),
      t("{0} pixels", size),
      ...Object.entries(formats).map(([format, count]) => `${count} ${format.toUpperCase()}`),
    ].join(" · "),
  ];
  if (pairs) lines.push("", escaped(t("From {0} to {1}.", pairs.pictures, pairs.partners)));
  if (group) lines.push("", escaped(t("{0} groups by names, found by {1}", group.groups, group.pattern)));
  if (labels) {
    lines.push(
      "",
      `## ${t("{0} classes", Object.keys(labels).length)}`,
      "",
      `| ${t("name")} | ${t("Pictures")} |`,
      "|---|--:|",
    );
    for (const [label, count] of Object.entries(labels)) lines.push(`| ${escaped(label)} | ${count} |`);
  }
  if (labelSets) lines.push(...labelled(labelSets, t("Pictures"), t("{0} labels a picture", meanLabels(labelSets))));
  const doubtful = problems.map(({ file, text }) => ({ text: `${file}: ${text}` }));
  lines.push(...section(t("What was assumed"), assumptions), ...section(t("What is doubtful"), doubtful));
  return `${lines.join("\n")}\n`;
}

function page(name: string, { format, rows, columns, targets, labels, assumptions, problems }: Description): string {
  const t = vscode.l10n.t;
  const lines = [
    `# ${escaped(name)}`,
    "",
    `${format} · ${t("{0} rows", rows)} · ${t("{0} columns", columns.length)}`,
    "",
  ];
  lines.push(
    `## ${t("Columns")}`,
    "",
    `| ${t("name")} | ${t("what it holds")} | ${t("most frequent")} |`,
    "|---|---|---|",
  );
  for (const column of columns) {
    lines.push(`| ${escaped(column.name)} | ${escaped(summary(column))} | ${escaped(frequent(column, valuesShown))} |`);
  }
  if (labels) lines.push(...labelled(labels, t("Rows"), t("{0} labels a row", meanLabels(labels))));
  if (targets.length > 0) lines.push("", `## ${t("What could be predicted")}`, "");
  for (const { column, classes, reason } of targets) {
    const what = classes ? t("{0} classes", classes) : t("a number");
    lines.push(`- **${escaped(column)}**: ${escaped(what)}, ${escaped(t(reason))}`);
  }
  lines.push(...section(t("What was assumed"), assumptions), ...section(t("What is doubtful"), problems));
  return `${lines.join("\n")}\n`;
}

/** How many labels there are, and how often each; `carriers` is what carries them. */
function labelled({ count, names, rowsOf }: LabelsDescription, carriers: string, cardinality: string): string[] {
  const { t } = vscode.l10n;
  const lines = names.map((name, label) => `| ${escaped(name)} | ${rowsOf[label]} |`);
  const more = count > names.length ? ["", t("and {0} more", count - names.length)] : [];
  const heading = [`## ${t("{0} labels", count)}`, "", cardinality, "", `| ${t("name")} | ${carriers} |`, "|---|--:|"];
  return ["", ...heading, ...lines, ...more];
}

function section(title: string, statements: { text: string; line?: number }[]): string[] {
  if (statements.length === 0) return [];
  const shown = statements.slice(0, linesShown).map(({ text, line }) => {
    const where = line === undefined ? "" : ` (${vscode.l10n.t("line {0}", line)})`;
    return `- ${escaped(text)}${escaped(where)}`;
  });
  if (statements.length > linesShown) shown.push(`- ${vscode.l10n.t("and {0} more", statements.length - linesShown)}`);
  return ["", `## ${title}`, "", ...shown];
}
