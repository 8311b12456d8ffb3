import { Check, Column, Entity, PrimaryColumn } from 'typeorm';

/** The one row that says which events are in the tallies: those with ids from `first` to `last`. */
@Entity('tallied_range')
@Check('tallied_range_id_check', 'id = 1')
export class TalliedRangeEntity {
  @PrimaryColumn({ type: 'smallint', primaryKeyConstraintName: 'tallied_range_pkey' })
  id!: number;

  @Column({ type: 'uuid' })
  first!: string;

  @Column({ type: 'uuid' })
  last!: string;
}
