import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** One row that every instance writes now and then, only to see that it can be written. */
@Entity('heartbeat')
@Check('heartbeat_id_check', 'id = 1')
export class HeartbeatEntity {
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'heartbeat_pkey' })
  id!: number;

  @Column({ type: 'timestamptz' })
  written_at!: Date;
}
