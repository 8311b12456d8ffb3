import type { NewAccount } from '#libs/users';

/** Somebody who can be imported, as far as that goes by the line alone. */
export interface Newcomer extends NewAccount {
  readonly line: number;
  /** The address as it was typed. */
  readonly address: string;
  /** Beside the role that everybody has, each once. */
  readonly roles: readonly string[];
}
