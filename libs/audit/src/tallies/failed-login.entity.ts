import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** How many logins have failed within an hour, from one address and at one account. It goes when either is to be forgotten. */
@Entity('failed_logins')
@Index('failed_logins_ip_hour_idx', ['ip', 'hour'])
@Index('failed_logins_user_id_hour_idx', ['user_id', 'hour'])
export class FailedLoginEntity {
  /** When the hour began, in UTC. */
  @PrimaryColumn({ type: 'timestamptz', primaryKeyConstraintName: 'failed_logins_pkey' })
  hour!: Date;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'failed_logins_pkey' })
  ip!: string;

  /** `NO_ACCOUNT`, where nobody had the name that was given. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'failed_logins_pkey' })
  user_id!: string;

  @Column({ type: 'integer' })
  count!: number;
}
