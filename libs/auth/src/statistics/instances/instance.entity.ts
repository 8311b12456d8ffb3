import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A process that serves, or did until lately, with what it said of itself last. */
@Entity('instances')
export class InstanceEntity {
  /** Made up at the start. */
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'instances_pkey' })
  id!: string;

  @Column({ type: 'text' })
  host!: string;

  /** Its place among the workers of its instance; null: it is alone. */
  @Column({ type: 'integer', nullable: true })
  worker!: number | null;

  @Column({ type: 'text' })
  version!: string;

  @Column({ type: 'timestamptz' })
  started_at!: Date;

  @Column({ type: 'timestamptz' })
  seen_at!: Date;

  /** Milliseconds since its last look at the feed that succeeded, when it was seen. */
  @Column({ type: 'integer' })
  feed_age_ms!: number;

  @Column({ type: 'integer' })
  feed_entries!: number;

  @Column({ type: 'integer' })
  feed_subscribers!: number;
}
