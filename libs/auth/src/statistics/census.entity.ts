import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What was counted when somebody last went through a whole table, and how far the one who does so now has come. */
@Entity('censuses')
export class CensusEntity {
  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'censuses_pkey' })
  name!: 'accounts' | 'sessions';

  /** The id up to which the walk has come; null: nobody is on the way. */
  @Column({ type: 'uuid', nullable: true })
  walked_to!: string | null;

  /** What was counted so far. */
  @Column({ type: 'jsonb', default: {} })
  walked!: Record<string, number>;

  /** What the last whole walk has counted; null: there was none yet. */
  @Column({ type: 'jsonb', nullable: true })
  counted!: Record<string, number> | null;

  /** When that ended. */
  @Column({ type: 'timestamptz', nullable: true })
  counted_at!: Date | null;
}
