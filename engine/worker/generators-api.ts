// The worker's calls on generators: experiments for them, samples of finished ones, and whether those help a classifier.

import type {
  AugmentationResult,
  GeneratedSamples,
  GeneratorCode,
  GeneratorDescription,
} from "../tasks/generate/samples";
import type { GenerateExperiment } from "../tasks/generate/spec";

export interface GeneratorsApi {
  /**
   * A complete experiment on the rows of a table, or on the pictures of a folder or file. `class` names the column of the
   * class that samples can be asked for; null for samples that cannot be asked for by class.
   */
  suggestGenerate(request: { path: string; class?: string | null }): Promise<GenerateExperiment>;
  /** What a finished run (of several trainings `member`, or the best) makes samples of. */
  generator(request: { run: string; member?: number }): Promise<GeneratorDescription>;
  /** Samples in the order of their codes; the generator stays open for the next ones. */
  generated(request: { run: string; member?: number; codes: readonly GeneratorCode[] }): Promise<GeneratedSamples>;
  /**
   * Writes samples into a table or a folder of pictures at `out`, which must not be there yet, and gives the paths of the
   * new files; `class` is the name of one. `progress` tells how far it has come with the path of `out`.
   */
  writeSamples(request: {
    run: string;
    member?: number;
    count: number;
    class?: string;
    /** As many of each class, in turn, of `count` in all. */
    balanced?: boolean;
    out: string;
    seed: number;
  }): Promise<string[]>;
  /** Ends that soon; pictures that are written stay, of a table there is nothing. */
  stopSamples(request: { out: string }): Promise<void>;
  /**
   * Trains classifiers with and without samples, on the same folds; undefined where it was stopped. The result is kept in
   * the run's folder. `progress` tells how far it has come with the path of the run.
   */
  testAugmentation(request: { run: string; folds?: number }): Promise<AugmentationResult | undefined>;
  stopAugmentation(request: { run: string }): Promise<void>;
  /** What that came to before; undefined where it was never asked. */
  augmentation(request: { run: string }): Promise<AugmentationResult | undefined>;
}
