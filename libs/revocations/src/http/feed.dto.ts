import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { IsText, MayBeAbsent, Shown } from '#libs/platform';
import { CURSOR_PATTERN } from '../feed/feed-cursor.js';
import { ENTRIES } from './feed-entries.dto.js';

const CURSOR = { pattern: CURSOR_PATTERN.source, maxLength: 50 };

/** From where on to tell. */
export class FeedQuery {
  /**
   * The `cursor` of the last answer or event. Without one, or with one that is too old or of another feed, the answer is
   * the whole picture.
   * @example "0dJ4gq8kQmS1tX7b.1742.1795400000000"
   */
  @MayBeAbsent()
  @IsText(CURSOR, { message: 'after has to be a cursor that this feed has given out' })
  after?: string;
}

/** A part of the feed. To apply one twice, or one that is older than what is known, changes nothing. */
@ApiExtraModels(...Object.values(ENTRIES))
export class RevocationBatch {
  /** Which feed this is: another one after the database was restored or failed over. */
  @Shown({ pattern: '^[A-Za-z0-9_-]{16}$', maxLength: 16 })
  feed!: string;

  /** A whole new picture begins here: what is known of subjects and roles is to be replaced by it. */
  reset!: boolean;

  /** Where to go on: `after`, or `Last-Event-ID`. Null while more parts of the same picture follow (stream only). */
  @ApiProperty({ type: String, nullable: true })
  @Shown({ ...CURSOR, pattern: CURSOR.pattern.replaceAll(/[()]/g, '') })
  cursor!: string | null;

  /** Everything that was acknowledged before this time is known with this batch. Null while more parts follow. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  as_of!: string | null;

  @ApiProperty({
    type: 'array',
    items: {
      oneOf: Object.values(ENTRIES).map(entry => ({ $ref: getSchemaPath(entry) })),
      discriminator: {
        propertyName: 'kind',
        mapping: Object.fromEntries(Object.entries(ENTRIES).map(([kind, entry]) => [kind, getSchemaPath(entry)])),
      },
    },
  })
  items!: object[];
}
