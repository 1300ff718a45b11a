// What filtering needs on the command line: Node's files, and the executor of filters.

import { availableParallelism } from "node:os";
import type { FilterHost } from "../tasks/filter/apply";
import { kernelsFolder } from "./inputs";
import { breathe, loadFilterExecutor, nodeFiles, nodeProcesses } from "./ports";

/** With at most so many threads: as many as there are cores unless said. */
export async function filterHost(threads = availableParallelism()): Promise<FilterHost> {
  const executor = await loadFilterExecutor(kernelsFolder(), Math.min(threads, availableParallelism()));
  return { files: nodeFiles, executor, breathe, processes: nodeProcesses };
}
