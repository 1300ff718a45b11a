// The words of a tape instruction and of the header of a run, in linear memory: what compiler and interpreter agree on.

// Written in the subset that TypeScript and AssemblyScript share. All words are 32 bits; addresses are in bytes.

/** Words of one instruction. */
export const instructionWords = 32;
export const opcodeWord = 0;
/** Id of the node that the instruction computes, for messages. */
export const nodeWord = 1;
/** Bit i set: dimension i counts once for each row of the batch, and is multiplied by the extent. */
export const dynamicWord = 2;
export const outputWord = 3;
/** Seven addresses. */
export const inputWord = 4;
export const scratchWord = 11;
/** Twelve sizes or strides, in elements. */
export const dimensionWord = 12;
/** Six f32 values. */
export const scalarWord = 24;
/** Elements (at capacity; `elementsDynamicWord` tells whether per row) that a check for finite values looks at. */
export const elementsWord = 30;
/** 1: elements are per row of the batch; 2: the output holds integers and is not checked. */
export const elementsKindWord = 31;

export const inputLimit = 7;
export const dimensionLimit = 12;
export const scalarLimit = 6;

/** Words of the header. The caller sets those above the line before each call; the interpreter the others. */
export const headerWords = 16;
export const seedWord = 0;
/** Rows of a batch at most. */
export const capacityWord = 1;
/** Rows of the epoch: step s of it takes rows s·capacity to (s + 1)·capacity, at most these. */
export const rowsWord = 2;
/** Index of the call's first step within the epoch. */
export const firstStepWord = 3;
/** Index of the call's first step over the whole training: the counter of the random numbers. */
export const firstIndexWord = 4;
/** Address of the step scalars: f32, a row of `scalarCountWord` for each step of the call. */
export const scalarTableWord = 5;
export const scalarCountWord = 6;
/** Address of the one f32 that must stay finite, or 0. */
export const watchWord = 7;
/** 1: every floating-point result is checked for finite values as soon as it is there. */
export const checkWord = 8;
// ————
export const extentWord = 9;
export const startWord = 10;
export const indexWord = 11;
/** Address of the current step's scalars. */
export const scalarsWord = 12;
/** Node whose value was not finite, or −1. */
export const failedNodeWord = 13;
