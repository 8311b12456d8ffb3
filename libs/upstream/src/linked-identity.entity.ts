import { Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

/** That somebody of another provider is somebody here. By nothing else is a login there found to be of an account. */
@Entity('linked_identities')
@Unique('linked_identities_subject_key', ['provider_id', 'subject'])
@Index('linked_identities_user_id_idx', ['user_id'])
export class LinkedIdentityEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'linked_identities_pkey' })
  id!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('IdentityProviderEntity', { name: 'linked_identities_provider_id_fkey', onDelete: 'CASCADE' })
  provider_id!: string;

  /** `sub` of the provider's ID tokens. */
  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'uuid' })
  @ForeignKey('UserEntity', { name: 'linked_identities_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string;

  /** As the provider named it when it was linked, for people to recognise it; null: it named none. Nothing is found by it. */
  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  linked_at!: Date;

  /** When somebody has logged in by it last; null: never yet. */
  @Column({ type: 'timestamptz', nullable: true })
  used_at!: Date | null;
}
