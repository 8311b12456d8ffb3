import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { ISSUER } from '../gatehouse.js';
import { cbor, type CborValue } from './cbor.js';

/** Of what a service asks for, the parts that an authenticator heeds. */
export interface Asked {
  readonly challenge: string;
  /** Of a request. */
  readonly rpId?: string;
  /** Of a creation. */
  readonly rp?: { readonly id: string };
  readonly user?: { readonly id: string };
}

/** WebAuthn Level 3, §6.1. */
export const FLAGS = { present: 1, verified: 4, backupEligible: 8, backedUp: 16, attested: 64 } as const;

/** How this browser and this authenticator differ from honest ones. */
export interface Quirks {
  readonly origin?: string;
  readonly rpId?: string;
  /** Beside, or instead of, what `clientDataJSON` says. */
  readonly clientData?: Readonly<Record<string, unknown>>;
  readonly flags?: number;
  readonly counter?: number;
  /** Null: the authenticator does not say whose passkey it is. */
  readonly userHandle?: string | null;
  readonly id?: string;
  /** Signs instead of the passkey's own key. */
  readonly key?: KeyObject;
  /** What the attestation says, and the algorithm that the public key claims to be for. */
  readonly format?: string;
  readonly statement?: (signed: Buffer, own: KeyObject) => ReadonlyMap<string | number, CborValue>;
  readonly algorithm?: number;
  readonly publicKey?: Buffer;
  /** Is done to the attestation object, or to the authenticator's data. */
  readonly mangle?: (bytes: Buffer) => Buffer;
}

export type Credential = Record<string, unknown>;

const HONEST = FLAGS.present | FLAGS.verified;

/** A passkey in software, and the browser around it: so that a test can say what no browser would let it say. */
export class SoftwarePasskey {
  readonly id = randomBytes(16);
  /** What the next signature says: 0 for an authenticator that does not count. */
  counter = 0;
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  private constructor(
    private readonly rpId: string,
    private readonly userHandle: string,
    private readonly flags: number,
  ) {}

  get privateKey(): KeyObject {
    return this.keys.privateKey;
  }

  /** Does what `navigator.credentials.create` does. */
  static make(asked: Asked, quirks: Quirks = {}): { passkey: SoftwarePasskey; credential: Credential } {
    const passkey = new SoftwarePasskey(asked.rp?.id ?? '', asked.user?.id ?? '', quirks.flags ?? HONEST);
    return { passkey, credential: passkey.registered(asked, quirks) };
  }

  /** Does what `navigator.credentials.get` does. */
  answer({ challenge }: Asked, quirks: Quirks = {}): Credential {
    const clientData = clientDataOf('webauthn.get', challenge, quirks);
    const authenticatorData = (quirks.mangle ?? same)(this.authenticatorData(quirks));
    const signature = sign('sha256', signedBytes(authenticatorData, clientData), quirks.key ?? this.privateKey);
    const userHandle = quirks.userHandle === undefined ? this.userHandle : quirks.userHandle;
    return this.credential(quirks, {
      clientDataJSON: text(clientData),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle,
    });
  }

  private registered({ challenge }: Asked, quirks: Quirks): Credential {
    const clientData = clientDataOf('webauthn.create', challenge, quirks);
    const id = quirks.id === undefined ? this.id : Buffer.from(quirks.id, 'base64url');
    const publicKey = quirks.publicKey ?? coseKey(this.keys.publicKey, quirks.algorithm);
    const attested = [Buffer.alloc(16), uint16(id.length), id, publicKey];
    const flags = (quirks.flags ?? HONEST) | FLAGS.attested;
    const authData = Buffer.concat([this.authenticatorData({ ...quirks, flags }), ...attested]);
    const attStmt =
      quirks.statement?.(signedBytes(authData, clientData), this.privateKey) ?? new Map<string, CborValue>();
    const object = new Map<string, CborValue>([
      ['fmt', quirks.format ?? 'none'],
      ['attStmt', attStmt],
      ['authData', authData],
    ]);
    const attestationObject = text((quirks.mangle ?? same)(cbor(object)));
    return this.credential(quirks, { clientDataJSON: text(clientData), attestationObject, transports: ['internal'] });
  }

  private authenticatorData({ rpId = this.rpId, flags = this.flags, counter = this.counter }: Quirks): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter);
    return Buffer.concat([sha256(rpId), Buffer.of(flags), count]);
  }

  private credential({ id = text(this.id) }: Quirks, response: object): Credential {
    const extra = { authenticatorAttachment: 'platform', clientExtensionResults: {} };
    return { id, rawId: id, type: 'public-key', response, ...extra };
  }
}

function clientDataOf(type: string, challenge: string, { origin = ISSUER, clientData = {} }: Quirks): Buffer {
  return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false, ...clientData }));
}

/** RFC 9053 §7.1. */
function coseKey(key: KeyObject, algorithm = -7): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return cbor(
    new Map<number, CborValue>([
      [1, 2],
      [3, algorithm],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
}

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();
const signedBytes = (authData: Buffer, clientData: Buffer): Buffer => Buffer.concat([authData, sha256(clientData)]);
const text = (bytes: Buffer): string => bytes.toString('base64url');
const same = (bytes: Buffer): Buffer => bytes;

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
