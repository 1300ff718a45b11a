// Sizes of blocks that ops reserve working memory for and kernels work in.

// Written in the subset that TypeScript and AssemblyScript share.

/** Rows of a dense matrix that a product with a sparse one on its right takes at once. */
export const rowsTogether = 16;

/** Columns from which on a sparse row leaves out its entries of 0, as dropout makes them, where it has at most so many. */
export const sparseWidth = 32;
export const sparseEntries = 128;
