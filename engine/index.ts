// The public face of the engine: the only file that the webview and the extension import.

export { type KernelClass, type KernelFacts, type KernelFactsOptions, kernelFacts } from "./convolution/analysis/facts";
export { type FrequencyResponse, frequencyResponse } from "./convolution/analysis/frequency";
export { filterAsStep } from "./convolution/analysis/network";
export { dialects } from "./convolution/dialects";
export type * from "./convolution/executor";
export { type ExplainRequest, explainPixel } from "./convolution/explain";
export type * from "./convolution/explanation";
export * from "./convolution/kernels";
export { describeSemantics, lower } from "./convolution/lower";
export { neededRegion } from "./convolution/needed";
export type * from "./convolution/pictures";
export * from "./convolution/pipeline";
export type * from "./convolution/program";
export { reducedChain } from "./convolution/reduced-chain";
export { referenceFilterExecutor } from "./convolution/reference";
export { StepError } from "./convolution/step-error";
export { wasmFilterExecutor } from "./convolution/wasm-executor";
export type { AlbumDescription } from "./data/album/describe";
export type * from "./data/dataset";
export type * from "./data/files";
export type * from "./data/graph/network";
export { isGraphLike } from "./data/graph/recognise";
export * from "./data/image/image";
export * from "./data/image/names";
export type { LabelsDescription } from "./data/labels/describe";
export type { LabelSets } from "./data/labels/label-sets";
export type * from "./data/profile";
export { describeError, InputError, type Place } from "./errors";
export { chainText, replaceChain } from "./experiment/chain-text";
export * from "./experiment/events";
export { expectation, type JsonSchema, keysAt, schemasAt } from "./experiment/expectation";
export { runFolderName } from "./experiment/layout";
export type * from "./experiment/learnable";
export { checkExperiment, experimentJsonSchema, type Fault, parseExperiment } from "./experiment/parse";
export { type Experiment, experimentSchema } from "./experiment/schema";
export { replaceSpectrum, spectrumText } from "./experiment/spectrum-text";
export {
  isTableExperiment,
  isTraining,
  nodesExperiment,
  type TrainingExperiment,
  tableExperiment,
  trainingExperiment,
} from "./experiment/table-experiment";
export { seedsUpTo, variantsOf } from "./experiment/variants";
export type { CollectionDescription } from "./graph/describe-collection";
export * from "./graph/label-graph";
export * from "./graph/label-hyperedges";
export * from "./graph/spectrum-types";
export { filterModuleFile } from "./kernels/modules";
export type * from "./tasks/filter/events";
export { chainName } from "./tasks/filter/names";
export { type FilterExperiment, pipelineOf } from "./tasks/filter/spec";
export type * from "./tasks/generate/events";
export type * from "./tasks/generate/samples";
export type { GenerateExperiment } from "./tasks/generate/spec";
export * from "./tasks/labels/events";
export { trainedHeads } from "./tasks/labels/heads";
export type { HeadName, LabelsExperiment } from "./tasks/labels/spec";
export type * from "./tasks/network/events";
export type { NodeReach } from "./tasks/nodes/apply";
export type { NodesExperiment } from "./tasks/nodes/spec";
export type * from "./tasks/pictures/events";
export type { PictureExperiment } from "./tasks/pictures/task";
export type * from "./tasks/spectrum/events";
export type { SpectrumExperiment } from "./tasks/spectrum/spec";
export { requestOf } from "./tasks/spectrum/suggest";
export type { TableExperiment } from "./tasks/table/task";
export { nearest } from "./words";
export type { AlbumApi } from "./worker/album-calls";
export * from "./worker/api";
export * from "./worker/channel";
export type * from "./worker/generators-api";
export type * from "./worker/graph-api";
export type * from "./worker/picture-runs-api";
export { supersededMessage } from "./worker/turns";
