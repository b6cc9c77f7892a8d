/** Fractional parts of the cube roots of the first 64 primes (FIPS 180-4). */
const rounds = constants(64, (prime) => Math.cbrt(prime));
/** Fractional parts of the square roots of the first 8 primes. */
const start = constants(8, (prime) => Math.sqrt(prime));

const schedule = new Uint32Array(64);

function constants(count: number, root: (prime: number) => number): Uint32Array {
  const found = new Uint32Array(count);
  let at = 0;
  for (let candidate = 2; at < count; candidate++) {
    let prime = true;
    for (let divisor = 2; divisor * divisor <= candidate; divisor++) {
      if (candidate % divisor === 0) prime = false;
    }
    if (prime) found[at++] = (root(candidate) % 1) * 2 ** 32;
  }
  return found;
}

/** A message of at most 55 bytes as the one padded block of 16 words that SHA-256 reads. */
export function blockOf(message: Uint8Array): Uint32Array {
  const bytes = new Uint8Array(64);
  bytes.set(message);
  bytes[message.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(60, message.length * 8);
  return Uint32Array.from({ length: 16 }, (_, word) => view.getUint32(word * 4));
}

/**
 * SHA-256 of one block. Here and not the browser's own, which is there only on encrypted pages, and which
 * takes a detour for each of many thousand small messages.
 */
export function sha256(block: Uint32Array, into: Uint32Array): void {
  const w = schedule;
  w.set(block);
  for (let i = 16; i < 64; i++) {
    const [x, y] = [w[i - 15] as number, w[i - 2] as number];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    w[i] = (w[i - 16] as number) + s0 + (w[i - 7] as number) + s1;
  }
  let [a, b, c, d, e, f, g, h] = start as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + (rounds[i] as number) + (w[i] as number)) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  const end = [a, b, c, d, e, f, g, h];
  for (let i = 0; i < 8; i++) into[i] = (start[i] as number) + (end[i] as number);
}
