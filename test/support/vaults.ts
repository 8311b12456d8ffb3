/**
 * The keys of the services that tests start, to read what lies sealed in their databases, and to lay something there. From
 * the files that they are in: all of `#libs/platform` is two thousand modules, which each test file would load anew.
 */
import { type KeySet, MasterSecret } from '../../libs/platform/src/secrets/master-secret.js';
import { Vault } from '../../libs/platform/src/secrets/vault.js';
import { TEST_SECRET } from './gatehouse.js';

/** @param purpose as the service names it */
export const keysFor = (purpose: string): KeySet => new MasterSecret([TEST_SECRET]).derive(purpose);

export const mailVault = new Vault(keysFor('mail encryption'));

/** What a mail is sealed under. */
export const nameOfMail = (id: string): string => `mail ${id}`;

/** Of private keys, as PKCS #8, each under its `kid`. */
export const keyVault = new Vault(keysFor('signing key encryption'));
