import { checkPrimeSync } from 'node:crypto';

/** Past what SP 800-89 asks for (752), and cheap: a modulus is looked at when a key comes in, and when it is first used. */
const FACTORS_BELOW = 1 << 14;
const FACTOR_BITS = 14;
/** The greatest prime whose residues tell a modulus of ROCA. */
const GREATEST_OF_FINGERPRINT = 167;
const ROCA_GENERATOR = 65537;
/** Steps of Fermat's method: enough for primes that were searched from one starting point. */
const FERMAT_STEPS = 100;

const SMALL_PRIMES = primesBelow(FACTORS_BELOW);
/** For each prime the residues that a modulus of ROCA may have: the powers of the generator. */
const FINGERPRINT = SMALL_PRIMES.filter(prime => prime <= GREATEST_OF_FINGERPRINT).map(
  prime => [BigInt(prime), powersModulo(prime)] as const,
);

/**
 * Why an odd modulus can be factored by whoever has the public key, as far as the modulus itself tells: it is prime or
 * a power of one, or has a factor below 2^14 (SP 800-89 §5.3.3), its primes are a power of 65537 modulo a product of small primes (ROCA,
 * CVE-2017-15361), or they lie side by side (CVE-2022-26320). `undefined` if nothing is known against it.
 */
export function weaknessOf(modulus: bigint): string | undefined {
  if (SMALL_PRIMES.some(prime => modulus % BigInt(prime) === 0n)) return 'has a small factor';
  if (isOfRoca(modulus)) return 'was made by a library with the weakness ROCA (CVE-2017-15361)';
  if (hasClosePrimes(modulus)) return 'is the product of primes that are too close to each other';
  if (isPower(modulus)) return 'is a power of another number';
  return checkPrimeSync(modulus) ? 'is a prime' : undefined;
}

/** Of good moduli one in two hundred million looks like that. */
const isOfRoca = (modulus: bigint): boolean => FINGERPRINT.every(([prime, residues]) => residues.has(modulus % prime));

/** Whether n = a² − b² for an `a` close to the root of n (Fermat). */
function hasClosePrimes(modulus: bigint): boolean {
  let a = rootOf(modulus - 1n) + 1n;
  for (let step = 0; step < FERMAT_STEPS; step++, a++) if (isSquare(a * a - modulus)) return true;
  return false;
}

/** Whether n = bᵏ for a k > 1; squares are found with close primes. No base is smaller than the factors tried before. */
function isPower(modulus: bigint): boolean {
  const longest = modulus.toString(2).length / FACTOR_BITS;
  return SMALL_PRIMES.filter(prime => prime <= longest).some(prime => isPowerOf(modulus, prime));
}

function isPowerOf(modulus: bigint, exponent: number): boolean {
  const k = BigInt(exponent);
  // Newton from above: the root has a k-th of the bits.
  let root = 1n << BigInt(Math.ceil(modulus.toString(2).length / exponent));
  for (;;) {
    const next = ((k - 1n) * root + modulus / root ** (k - 1n)) / k;
    if (next >= root) return root ** k === modulus;
    root = next;
  }
}

/** Squares leave few remainders: most numbers need no root. */
function isSquare(value: bigint): boolean {
  if (!SQUARES_MODULO_64.has(value & 63n)) return false;
  const root = rootOf(value);
  return root * root === value;
}

const SQUARES_MODULO_64 = new Set(Array.from({ length: 64 }, (_, n) => BigInt((n * n) % 64)));

/** The whole part of the square root (Newton). */
function rootOf(value: bigint): bigint {
  if (value < 2n) return value;
  let root = 1n << BigInt((value.toString(2).length + 1) >> 1);
  for (;;) {
    const next = (root + value / root) >> 1n;
    if (next >= root) return root;
    root = next;
  }
}

/** The odd ones, by the sieve of Eratosthenes: this runs whenever the library is loaded. */
function primesBelow(limit: number): number[] {
  const isComposite = new Uint8Array(limit);
  const primes: number[] = [];
  for (let n = 3; n < limit; n += 2) {
    if (isComposite[n] === 1) continue;
    primes.push(n);
    for (let multiple = n * n; multiple < limit; multiple += 2 * n) isComposite[multiple] = 1;
  }
  return primes;
}

function powersModulo(prime: number): ReadonlySet<bigint> {
  const powers = new Set<bigint>();
  for (let power = 1; !powers.has(BigInt(power)); power = (power * (ROCA_GENERATOR % prime)) % prime) {
    powers.add(BigInt(power));
  }
  return powers;
}
