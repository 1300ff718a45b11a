// Sizes of blocks that ops reserve working memory for and kernels work in.

// Written in the subset that TypeScript and AssemblyScript share.

/** Rows of a dense matrix that a product with a sparse one on its right takes at once. */
export const rowsTogether = 16;
