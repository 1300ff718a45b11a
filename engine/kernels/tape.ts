// The words of a tape instruction and of the header of a run, in linear memory: what compiler and interpreter agree on.

// Written in the subset that TypeScript and AssemblyScript share. All words are 32 bits; addresses are in bytes.

/** Words of one instruction. */
export const instructionWords = 72;
export const opcodeWord = 0;
/** Id of the node that the instruction computes, for messages. */
export const nodeWord = 1;
/** Bit i set: dimension i is per unit, and is set from `perUnitWord` + i before a step, and for each part. */
export const dynamicWord = 2;
export const outputWord = 3;
/** Seven addresses. */
export const inputWord = 4;
export const scratchWord = 11;
/** Twelve sizes or strides, in elements. */
export const dimensionWord = 12;
/** The thirteenth dimension: elements of the output that a check for finite values looks at; 0 for integers. */
export const checkedWord = 24;
/** For each of the thirteen dimensions its size per unit, where it is dynamic. */
export const perUnitWord = 25;
/** Where a check for finite values begins: the node's first element. */
export const checkedAddressWord = 38;
/** One more than the number of units, or 0: they are the rows of the batch. */
export const unitsWord = 39;
/** Six f64 values, two words each. */
export const scalarWord = 40;
/** For the output and the seven inputs the bytes that belong to one unit; 0: all of it belongs to each. */
export const unitBytesWord = 52;
/** Opcode of the unary function that is applied to the output as it is written, or 0; its parameter is the last scalar. */
export const activationWord = 61;
/** 1: the output, a sum over units, is added to what is there. */
export const accumulateWord = 62;
/** 1: the first part of the instruction that this thread computes, so that its scratch holds nothing yet. */
export const firstPartWord = 63;
/** Index of the first unit of the part. */
export const firstUnitWord = 64;

export const inputLimit = 7;
export const dimensionLimit = 12;
export const scalarLimit = 6;
/** Of the parameter of an activation. */
export const activationScalar = 5;

/** Bit i set: operand i (the output is 0) lies in a region of working memory that each thread has for itself. */
export const regionWord = 60;
/** Bytes from one slot of the output to the next, 0 where there is one. */
export const slotBytesWord = 65;

/** 1: the output is a sum over units, to which later parts of a slot add. */
export const partialWord = 66;

/** Words of a stage. */
export const stageWords = 16;
/** Address of its first instruction, and the address after its last. */
export const stageFirstWord = 0;
export const stageEndWord = 1;
export const stageKindWord = 2;
/** One more than the number of units, or 0: they are the rows of the batch. */
export const stageUnitsWord = 3;
export const stageUnitsPerPartWord = 4;
export const stageUnitsPerSlotWord = 5;
/** Bytes from one thread's region to the next one's. */
export const stageRegionWord = 6;
/** Values of `stageKindWord`. */
export const stageWhole = 0;
export const stageParts = 1;
export const stageTasks = 2;
/** Instructions of a stage of parts at most. */
export const stageLimit = 48;

/** Words of a program's header. The caller sets those above the line; the interpreter those below it. */
export const headerWords = 32;
/** Address and number of the program's instructions. */
export const tapeWord = 0;
export const instructionCountWord = 1;
/** Rows of a batch at most. */
export const capacityWord = 2;
/** Key of the random numbers. */
export const seedWord = 3;
/** Rows of the epoch: step s of it takes rows s·capacity to (s + 1)·capacity, at most these. */
export const rowsWord = 4;
/** Index of the call's first step within the epoch, and number of steps. */
export const firstStepWord = 5;
export const stepCountWord = 6;
/** Index of the call's first step over the whole training: the counter of the random numbers. */
export const firstIndexWord = 7;
/** Address of the step scalars: f32, a row of `scalarCountWord` for each step of the call. */
export const scalarTableWord = 8;
export const scalarCountWord = 9;
/** Position of the instruction whose result must stay finite, or −1. */
export const watchWord = 10;
/** 1: every floating-point result is checked for finite values as soon as it is there. */
export const checkWord = 11;
/** Address of `workspaceBytes` that kernels use while an instruction runs. */
export const workspaceWord = 12;
/** Address and number of the program's stages. */
export const stagesWord = 13;
export const stageCountWord = 14;
/** Address of the words through which threads meet. */
export const syncWord = 15;
// ————
export const extentWord = 16;
export const startWord = 17;
export const indexWord = 18;
/** Address of the current step's scalars. */
export const scalarsWord = 19;
/** Position of the instruction whose result was not finite, or −1. */
export const failedWord = 20;
/** Extent that the dynamic dimensions are set for, or 0. */
export const boundWord = 21;

/** This thread, counted from 0, and the number of threads that run the call. */
export const threadWord = 22;
export const threadsWord = 23;
/** Address of this thread's copies of a stage's instructions. */
export const copiesWord = 24;

/** Words of what a thread has for itself: a copy of the header and copies of a stage's instructions. */
export const threadWords = 3488;

/** Words through which threads meet; each group has a cache line of its own. */
export const syncWords = 80;
/** Twice the number of calls that threads have been asked to join, one more while a call is being prepared. */
export const callWord = 0;
/** Address of the header of the call, and the number of threads that run it. */
export const callHeaderWord = 1;
export const callThreadsWord = 2;
/** 1: threads are to end. */
export const endWord = 3;
/** Threads that are there beside the caller. */
export const readyWord = 4;
/** Counts the times that all threads have met, and the threads that have arrived since. */
export const meetingWord = 16;
export const arrivedWord = 32;
/** The next slot or task to be taken. */
export const nextWord = 48;
/** 1: a value was not finite, so that all threads leave the call. */
export const leaveWord = 64;

/** Steps of a call at most: there is a table of step scalars for so many. */
export const stepLimit = 1024;
/** Room for the packed blocks of a matrix product. */
export const workspaceBytes = 2097152;
