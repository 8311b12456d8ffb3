import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { IsString, Matches } from 'class-validator';
import { MayBeAbsent } from '#libs/platform';
import { CURSOR_PATTERN } from '../feed/feed-cursor.js';

/** From where on to tell. */
export class FeedQuery {
  /**
   * The `cursor` of the last answer or event. Without one, or with one that is too old or of another feed, the answer is
   * the whole picture.
   * @example "0dJ4gq8kQmS1tX7b.1742.1795400000000"
   */
  @MayBeAbsent()
  @Matches(CURSOR_PATTERN, { message: 'after has to be a cursor that this feed has given out' })
  @IsString()
  after?: string;
}

/** A session that was ended: none of its tokens is good any more. */
export class SessionRevocation {
  @ApiProperty({ enum: ['session'] })
  kind!: 'session';

  @ApiProperty({ format: 'uuid' })
  sid!: string;

  /** When no token can be concerned any more, and the entry may be forgotten. */
  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** One access token that was taken back. */
export class AccessTokenRevocation {
  @ApiProperty({ enum: ['token'] })
  kind!: 'token';

  @ApiProperty({ maxLength: 64 })
  jti!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/**
 * A user or service client whose tokens with a smaller `epoch` are outdated, and those of others that name it as their
 * `client_id` with a smaller `client_epoch`. The greatest `min_epoch` counts.
 */
export class SubjectRevocation {
  @ApiProperty({ enum: ['subject'] })
  kind!: 'subject';

  @ApiProperty({ format: 'uuid' })
  sub!: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  min_epoch!: number;

  /** Unless it is `active`, tokens that name the subject as their `client_id` are refused too. */
  @ApiProperty({ enum: ['active', 'disabled', 'deleted'] })
  status!: 'active' | 'disabled' | 'deleted';

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** A signing key that was compromised: nothing that it signed is good, however new. */
export class KeyRevocation {
  @ApiProperty({ enum: ['key'] })
  kind!: 'key';

  @ApiProperty({ maxLength: 64 })
  kid!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;
}

/** What a role permits from now on. The greatest `version` counts; kept until it is superseded. */
export class RoleDefinition {
  @ApiProperty({ enum: ['role'] })
  kind!: 'role';

  /** @example "support" */
  name!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  version!: number;

  /** All that the role permits, by what it includes as well; `*` is everything. Empty for a role that was deleted. */
  permissions!: string[];

  /** All roles that it includes, directly or through others: who has it counts as having them. Absent: none. */
  includes?: string[];

  /** Only of a role that was deleted: when the entry may be forgotten. */
  @ApiProperty({ format: 'date-time', required: false })
  expires_at?: string;
}

const ENTRIES = [SessionRevocation, AccessTokenRevocation, SubjectRevocation, KeyRevocation, RoleDefinition];
const KINDS = ['session', 'token', 'subject', 'key', 'role'];

/** A part of the feed. To apply one twice, or one that is older than what is known, changes nothing. */
@ApiExtraModels(...ENTRIES)
export class RevocationBatch {
  /** Which feed this is: another one after the database was restored or failed over. */
  feed!: string;

  /** A whole new picture begins here: what is known of subjects and roles is to be replaced by it. */
  reset!: boolean;

  /** Where to go on: `after`, or `Last-Event-ID`. Null while more parts of the same picture follow (stream only). */
  @ApiProperty({ type: String, nullable: true })
  cursor!: string | null;

  /** Everything that was acknowledged before this time is known with this batch. Null while more parts follow. */
  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  as_of!: string | null;

  @ApiProperty({
    type: 'array',
    items: {
      oneOf: ENTRIES.map(entry => ({ $ref: getSchemaPath(entry) })),
      discriminator: {
        propertyName: 'kind',
        mapping: Object.fromEntries(KINDS.map((kind, place) => [kind, getSchemaPath(ENTRIES[place] ?? '')])),
      },
    },
  })
  items!: object[];
}
