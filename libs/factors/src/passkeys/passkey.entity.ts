import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** A passkey: the public half of a key pair that somebody's authenticator holds (WebAuthn Level 3, §4, credential record). */
@Entity('passkeys')
@Unique('passkeys_credential_id_key', ['credential_id'])
@Index('passkeys_user_id_idx', ['user_id'])
export class PasskeyEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'passkeys_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('UserEntity', { name: 'passkeys_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string;

  /** By which the authenticator knows it. */
  @Column({ type: 'bytea' })
  credential_id!: Buffer;

  /** In the form of COSE (RFC 9052 §7). */
  @Column({ type: 'bytea' })
  public_key!: Buffer;

  /** How often it has signed, as the authenticator counts; 0 for good where it does not count. */
  @Column({ type: 'bigint' })
  counter!: string;

  /** How browsers reach the authenticator: `usb`, `internal` and so on. A hint for the next request. */
  @Column({ type: 'text', array: true })
  transports!: string[];

  /** Whether the key may leave the authenticator, to be kept on several devices. Never changes. */
  @Column({ type: 'boolean' })
  backup_eligible!: boolean;

  /** Whether it is kept elsewhere too, when it was last seen. */
  @Column({ type: 'boolean' })
  backed_up!: boolean;

  /** The model of the authenticator; zeros where it does not say. */
  @Column({ type: 'uuid' })
  aaguid!: string;

  /** The relying party that it was made for: browsers show it to that one only. */
  @Column({ type: 'text' })
  rp_id!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'timestamptz' })
  created_at!: Date;

  @Column({ type: 'timestamptz', nullable: true })
  last_used_at!: Date | null;
}
