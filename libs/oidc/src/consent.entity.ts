import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';

/** What somebody has allowed an application to know and to do. */
@Entity('consents')
@Index('consents_client_id_idx', ['client_id'])
export class ConsentEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'consents_pkey' })
  @ForeignKey('UserEntity', { name: 'consents_user_id_fkey', onDelete: 'CASCADE' })
  user_id!: string;

  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'consents_pkey' })
  @ForeignKey('ClientEntity', { name: 'consents_client_id_fkey', onDelete: 'CASCADE' })
  client_id!: string;

  @Column({ type: 'text', array: true })
  scopes!: readonly string[];

  /** When they did so last. */
  @Column({ type: 'timestamptz' })
  granted_at!: Date;
}
