// Describes a data file as a page to read: its columns, what could be predicted, what was assumed, what is doubtful.

import { basename } from "node:path";
import * as vscode from "vscode";
import type { Description } from "../../engine";
import { frequent, summary } from "../language/profile-text";
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

function page(name: string, { format, rows, columns, targets, assumptions, problems }: Description): string {
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
  if (targets.length > 0) lines.push("", `## ${t("What could be predicted")}`, "");
  for (const { column, classes, reason } of targets) {
    const what = classes ? t("{0} classes", classes) : t("a number");
    lines.push(`- **${escaped(column)}**: ${escaped(what)}, ${escaped(t(reason))}`);
  }
  lines.push(...section(t("What was assumed"), assumptions), ...section(t("What is doubtful"), problems));
  return `${lines.join("\n")}\n`;
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
