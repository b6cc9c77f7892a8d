// @vitest-environment node
import { createHash } from "node:crypto";
import { createChallenge, verifySolution } from "altcha-lib";
import { deriveKey } from "altcha-lib/algorithms/sha";
import { describe, expect, it } from "vitest";
import { blockOf, sha256 } from "../src/streams/sha256";
import { solve } from "../src/streams/solver";

const secret = "only here";

describe("the worker's hash", () => {
  it.each(["", "abc", "a".repeat(55)])("is that of everybody else: %j", (text) => {
    const hash = new Uint32Array(8);
    sha256(blockOf(new TextEncoder().encode(text)), hash);
    const hex = [...hash].map((word) => word.toString(16).padStart(8, "0")).join("");
    expect(hex).toBe(createHash("sha256").update(text).digest("hex"));
  });
});

describe("a challenge as ALTCHA's own library makes it", () => {
  it("is solved so that the library agrees", async () => {
    const challenge = await createChallenge({
      algorithm: "SHA-256",
      cost: 1,
      counter: 4711,
      deriveKey,
      hmacSignatureSecret: secret,
    });
    const solution = solve(challenge);
    expect(solution.counter).toBe(4711);
    const verdict = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: secret });
    expect(verdict.verified).toBe(true);
  });

  it("is solved where only a short prefix is asked for", async () => {
    const challenge = await createChallenge({
      algorithm: "SHA-256",
      cost: 1,
      keyPrefix: "00f",
      deriveKey,
      hmacSignatureSecret: secret,
    });
    const solution = solve(challenge);
    const verdict = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: secret });
    expect(verdict.verified).toBe(true);
  });
});
