// Vectors of f64, two lanes at a time: products, sums of several rows, rotations. Lengths are counted in entries, addresses in bytes.

/** The sum of both lanes. */
@inline
export function sumOfPair(value: v128): f64 {
  return f64x2.extract_lane(value, 0) + f64x2.extract_lane(value, 1);
}

/** a·b + c, rounded twice. */
@inline
export function multiplyAdd(a: v128, b: v128, c: v128): v128 {
  return f64x2.add(f64x2.mul(a, b), c);
}

/** Σ a_i b_i. */
export function dot(a: usize, b: usize, length: usize): f64 {
  let s0 = f64x2.splat(0);
  let s1 = s0;
  const end = length << 3;
  const fours = (length & ~3) << 3;
  let at: usize = 0;
  for (; at < fours; at += 32) {
    s0 = multiplyAdd(v128.load(a + at), v128.load(b + at), s0);
    s1 = multiplyAdd(v128.load(a + at, 16), v128.load(b + at, 16), s1);
  }
  let sum = sumOfPair(f64x2.add(s0, s1));
  for (; at < end; at += 8) sum += load<f64>(a + at) * load<f64>(b + at);
  return sum;
}

/** y += factor · x. */
export function addScaled(y: usize, x: usize, factor: f64, length: usize): void {
  const factors = f64x2.splat(factor);
  const end = length << 3;
  const pairs = (length & ~1) << 3;
  let at: usize = 0;
  for (; at < pairs; at += 16) v128.store(y + at, multiplyAdd(factors, v128.load(x + at), v128.load(y + at)));
  if (at < end) store<f64>(y + at, load<f64>(y + at) + factor * load<f64>(x + at));
}

/** x *= factor. */
export function scale(x: usize, factor: f64, length: usize): void {
  const factors = f64x2.splat(factor);
  const end = length << 3;
  const pairs = (length & ~1) << 3;
  let at: usize = 0;
  for (; at < pairs; at += 16) v128.store(x + at, f64x2.mul(factors, v128.load(x + at)));
  if (at < end) store<f64>(x + at, factor * load<f64>(x + at));
}

/** Products of `count` rows, `stride` bytes apart, with a vector. */
export function dotRows(to: usize, rows: usize, stride: usize, count: usize, x: usize, length: usize): void {
  const fours = count & ~3;
  const pairs = (length & ~1) << 3;
  let row: usize = 0;
  for (; row < fours; row += 4) {
    const a = rows + row * stride;
    const b = a + stride;
    const c = b + stride;
    const d = c + stride;
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    for (let at: usize = 0; at < pairs; at += 16) {
      const value = v128.load(x + at);
      s0 = multiplyAdd(v128.load(a + at), value, s0);
      s1 = multiplyAdd(v128.load(b + at), value, s1);
      s2 = multiplyAdd(v128.load(c + at), value, s2);
      s3 = multiplyAdd(v128.load(d + at), value, s3);
    }
    let t0 = sumOfPair(s0);
    let t1 = sumOfPair(s1);
    let t2 = sumOfPair(s2);
    let t3 = sumOfPair(s3);
    if (length & 1) {
      const value = load<f64>(x + pairs);
      t0 += load<f64>(a + pairs) * value;
      t1 += load<f64>(b + pairs) * value;
      t2 += load<f64>(c + pairs) * value;
      t3 += load<f64>(d + pairs) * value;
    }
    const into = to + (row << 3);
    store<f64>(into, t0);
    store<f64>(into, t1, 8);
    store<f64>(into, t2, 16);
    store<f64>(into, t3, 24);
  }
  for (; row < count; row++) store<f64>(to + (row << 3), dot(rows + row * stride, x, length));
}

/** y −= Σ factor_k · row_k. */
export function subtractRows(y: usize, rows: usize, stride: usize, count: usize, factors: usize, length: usize): void {
  const fours = count & ~3;
  const pairs = (length & ~1) << 3;
  let row: usize = 0;
  for (; row < fours; row += 4) {
    const a = rows + row * stride;
    const b = a + stride;
    const c = b + stride;
    const d = c + stride;
    const from = factors + (row << 3);
    const f0 = v128.load_splat<f64>(from);
    const f1 = v128.load_splat<f64>(from, 8);
    const f2 = v128.load_splat<f64>(from, 16);
    const f3 = v128.load_splat<f64>(from, 24);
    for (let at: usize = 0; at < pairs; at += 16) {
      const first = multiplyAdd(f1, v128.load(b + at), f64x2.mul(f0, v128.load(a + at)));
      const second = multiplyAdd(f3, v128.load(d + at), f64x2.mul(f2, v128.load(c + at)));
      v128.store(y + at, f64x2.sub(v128.load(y + at), f64x2.add(first, second)));
    }
    if (length & 1) {
      const first = load<f64>(from, 8) * load<f64>(b + pairs) + load<f64>(from) * load<f64>(a + pairs);
      const second = load<f64>(from, 24) * load<f64>(d + pairs) + load<f64>(from, 16) * load<f64>(c + pairs);
      store<f64>(y + pairs, load<f64>(y + pairs) - (first + second));
    }
  }
  for (; row < count; row++) addScaled(y, rows + row * stride, -load<f64>(factors + (row << 3)), length);
}

/** x, y become c·x − s·y and s·x + c·y. */
export function rotate(x: usize, y: usize, c: f64, s: f64, length: usize): void {
  const cosine = f64x2.splat(c);
  const sine = f64x2.splat(s);
  const pairs = (length & ~1) << 3;
  for (let at: usize = 0; at < pairs; at += 16) {
    const a = v128.load(x + at);
    const b = v128.load(y + at);
    v128.store(x + at, f64x2.sub(f64x2.mul(cosine, a), f64x2.mul(sine, b)));
    v128.store(y + at, f64x2.add(f64x2.mul(sine, a), f64x2.mul(cosine, b)));
  }
  if (length & 1) {
    const a = load<f64>(x + pairs);
    const b = load<f64>(y + pairs);
    store<f64>(x + pairs, c * a - s * b);
    store<f64>(y + pairs, s * a + c * b);
  }
}

/** y −= a · x + b · z. */
export function subtractTwo(y: usize, a: f64, x: usize, b: f64, z: usize, length: usize): void {
  const first = f64x2.splat(a);
  const second = f64x2.splat(b);
  const pairs = (length & ~1) << 3;
  for (let at: usize = 0; at < pairs; at += 16) {
    const both = multiplyAdd(second, v128.load(z + at), f64x2.mul(first, v128.load(x + at)));
    v128.store(y + at, f64x2.sub(v128.load(y + at), both));
  }
  if (length & 1) store<f64>(y + pairs, load<f64>(y + pairs) - (b * load<f64>(z + pairs) + a * load<f64>(x + pairs)));
}
