import { Entity, PrimaryColumn } from 'typeorm';

/** The one row that says which feed this database holds. */
@Entity('feed')
export class FeedEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'feed_pkey' })
  id!: string;
}
