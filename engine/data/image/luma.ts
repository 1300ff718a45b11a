// What each colour counts for in the grey of values as stored.

/** Of red, green and blue (ITU-R BT.601). */
export const lumaWeights = [0.299, 0.587, 0.114] as const;
