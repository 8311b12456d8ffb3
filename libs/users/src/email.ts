/**
 * The one rule by which addresses are compared, stored and looked up: white space around is cut off, then Unicode
 * NFC, then lower case. Nothing else: dots and `+tags` are part of an address, since only its own mail server knows
 * what they mean.
 */
export function normaliseEmail(address: string): string {
  return address.trim().normalize('NFC').toLowerCase().normalize('NFC');
}
