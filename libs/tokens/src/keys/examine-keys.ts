import { Injectable } from '@nestjs/common';
import { type KeyState, KeyStore } from './key-store.js';
import { KeyVault } from './key-vault.js';

export interface ExaminedKey {
  readonly kid: string;
  readonly state: KeyState;
  /** Whether a configured secret opens its private half; true where it has none any more. */
  readonly isReadable: boolean;
  /** Since when it signs; null where it does not yet. */
  readonly activated_at: Date | null;
}

/** Looks whether the signing keys can be used under the secrets that are configured. */
@Injectable()
export class ExamineKeys {
  constructor(
    private readonly keyStore: KeyStore,
    private readonly keyVault: KeyVault,
  ) {}

  /** @returns those that sign, or will */
  async execute(): Promise<ExaminedKey[]> {
    const keys = await this.keyStore.list();
    return keys
      .filter(({ state }) => state === 'current' || state === 'next')
      .map(({ kid, state, private_key, activated_at }) => ({
        ...{ kid, state, activated_at },
        isReadable: this.isReadable(kid, private_key),
      }));
  }

  private isReadable(kid: string, sealed: Buffer): boolean {
    try {
      this.keyVault.open(kid, sealed);
      return true;
    } catch {
      return false;
    }
  }
}
