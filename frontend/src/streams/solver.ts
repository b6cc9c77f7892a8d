import { blockOf, sha256 } from "./sha256";

/** What of a challenge the work needs (ALTCHA, version 2, algorithm SHA-256 at cost 1); bytes are in hex. */
export interface Challenge {
  parameters: { nonce: string; salt: string; keyPrefix: string };
}

export interface Solution {
  counter: number;
  derivedKey: string;
}

const counterAt = 8;

/** Finds the number for which the hash of salt, nonce and number starts with the prefix. */
export function solve({ parameters }: Challenge): Solution {
  const { salt, nonce, keyPrefix } = parameters;
  if (salt.length !== 32 || nonce.length !== 32) throw new Error("an unknown kind of challenge");
  const block = blockOf(bytes(`${salt}${nonce}00000000`));
  const wanted = Number.parseInt(keyPrefix.slice(0, 8).padEnd(8, "0"), 16);
  const mask = keyPrefix.length >= 8 ? 0xffffffff : ~(0xffffffff >>> (keyPrefix.length * 4));
  const hash = new Uint32Array(8);
  for (let counter = 0; counter <= 0xffffffff; counter++) {
    block[counterAt] = counter;
    sha256(block, hash);
    if ((((hash[0] as number) ^ wanted) & mask) !== 0) continue;
    const derivedKey = [...hash].map((word) => word.toString(16).padStart(8, "0")).join("");
    if (derivedKey.startsWith(keyPrefix)) return { counter, derivedKey };
  }
  throw new Error("a challenge without a solution");
}

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

// In a worker: one challenge in, its solution out.
if (typeof document === "undefined" && typeof self !== "undefined") {
  self.addEventListener("message", ({ data }: MessageEvent<Challenge>) => self.postMessage(solve(data)));
}
