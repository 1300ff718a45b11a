// The frequency response of a kernel: by how much it scales a wave of each frequency.

export interface FrequencyResponse {
  /** Frequencies along each axis: −½ to ½ cycles a pixel, evenly, both ends included. */
  size: number;
  /** |H(u, v)|, [size (v, downwards), size (u)]. */
  magnitude: Float32Array;
  /** |H(u, 0)| and |H(0, v)|, [size] each. */
  horizontal: Float32Array;
  vertical: Float32Array;
}

/**
 * |Σ k[r][c] · exp(−2πi·(u·c + v·r))| / |divisor|, summed directly in double precision. It does not depend on where the
 * kernel's centre is, nor on whether the kernel is flipped. A magnitude at (0, 0) is that of the sum.
 */
export function frequencyResponse(matrix: readonly (readonly number[])[], divisor = 1, size = 65): FrequencyResponse {
  const frequencies = Float64Array.from({ length: size }, (_, i) => (size === 1 ? 0 : i / (size - 1) - 0.5));
  const along = matrix.map((row) => transform(frequencies, row));
  const magnitude = new Float32Array(size * size);
  for (let i = 0; i < size; i++) {
    const column = { real: new Float64Array(along.length), imaginary: new Float64Array(along.length) };
    for (const [r, { real, imaginary }] of along.entries()) {
      column.real[r] = real[i];
      column.imaginary[r] = imaginary[i];
    }
    const { real, imaginary } = transform(frequencies, column.real, column.imaginary);
    for (let j = 0; j < size; j++) magnitude[j * size + i] = Math.hypot(real[j], imaginary[j]) / Math.abs(divisor);
  }
  const profile = (values: readonly number[]) => {
    const { real, imaginary } = transform(frequencies, values);
    return Float32Array.from(real, (value, i) => Math.hypot(value, imaginary[i]) / Math.abs(divisor));
  };
  return {
    size,
    magnitude,
    horizontal: profile(matrix[0].map((_, c) => matrix.reduce((sum, row) => sum + row[c], 0))),
    vertical: profile(matrix.map((row) => row.reduce((sum, value) => sum + value, 0))),
  };
}

/** Σ values[k] · exp(−2πi·f·k) for each frequency f. */
function transform(frequencies: Float64Array, values: ArrayLike<number>, imaginaryValues?: ArrayLike<number>) {
  const real = new Float64Array(frequencies.length);
  const imaginary = new Float64Array(frequencies.length);
  for (const [i, frequency] of frequencies.entries()) {
    for (let k = 0; k < values.length; k++) {
      const cosine = Math.cos(2 * Math.PI * frequency * k);
      const sine = -Math.sin(2 * Math.PI * frequency * k);
      const other = imaginaryValues?.[k] ?? 0;
      real[i] += values[k] * cosine - other * sine;
      imaginary[i] += values[k] * sine + other * cosine;
    }
  }
  return { real, imaginary };
}
