// The public face of the engine: the only file that the webview and the extension import.

export type * from "./data/dataset";
export type * from "./data/files";
export type * from "./data/profile";
export { describeError, InputError, type Place } from "./errors";
export * from "./experiment/events";
export { expectation, type JsonSchema, keysAt, schemasAt } from "./experiment/expectation";
export { runFolderName } from "./experiment/layout";
export { checkExperiment, experimentJsonSchema, type Fault, parseExperiment } from "./experiment/parse";
export { type Experiment, experimentSchema } from "./experiment/schema";
export { nearest } from "./words";
export * from "./worker/api";
export * from "./worker/channel";
