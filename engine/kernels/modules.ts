// The variants that the kernels are compiled to: kinds of vector instructions and of memory, each a file of its own.

/** "relaxed": with fused multiply-add, which rounds once. Results differ in their last bits from those of "plain". */
export type VectorKind = "plain" | "relaxed";
export type MemoryKind = "unshared" | "shared";

export interface ModuleKind {
  readonly vector: VectorKind;
  readonly memory: MemoryKind;
}

export const moduleKinds: readonly ModuleKind[] = [
  { vector: "plain", memory: "unshared" },
  { vector: "relaxed", memory: "unshared" },
  { vector: "plain", memory: "shared" },
  { vector: "relaxed", memory: "shared" },
];

/** Pages of a shared memory at most, which the module must name: all that 32 bits address. */
export const sharedPages = 65536;

/** Name of the file of a module. */
export const moduleFile = ({ vector, memory }: ModuleKind): string =>
  `${vector}${memory === "shared" ? "-shared" : ""}.wasm`;

/** Name of the file of the module of filters: plain vectors, memory of one thread. */
export const filterModuleFile = "filters.wasm";

/** Name of the file of the module of dense symmetric matrices: plain vectors, memory of one thread. */
export const denseModuleFile = "dense.wasm";

/** Name of the file of the module for sparse eigenvalue problems: plain vectors, shared memory. */
export const sparseModuleFile = "spectrum-sparse.wasm";

/** What gives the same bits: the vector kind, but neither memory nor number of threads. */
export const executorId = (vector: VectorKind): string => (vector === "plain" ? "wasm-simd-3" : "wasm-relaxed-3");
