import { ApiProperty } from '@nestjs/swagger';
import { RecordedEvent } from '#libs/audit';
import { MAX_ROLES } from '#libs/contracts';
import { Factor } from '#libs/factors';
import { MAX_EMAIL_LENGTH, Shown, text } from '#libs/platform';
import { UserRole } from '#libs/roles';
import { Session } from '#libs/sessions';
import { LinkedIdentity } from '#libs/upstream';
import { User } from '#libs/users';

/** A link that you were sent, without what it was good for. */
export class ExportedLink {
  /** @example "email_change_undo" */
  @Shown(text(32))
  purpose!: string;

  /**
   * The address that it was about.
   * @example "ada@example.org"
   */
  @ApiProperty({ type: String, nullable: true })
  @Shown(text(MAX_EMAIL_LENGTH))
  email!: string | null;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  expires_at!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  used_at!: string | null;
}

/** Everything that the service knows of you, but for what your password, authenticator and codes are recognised by. */
export class ExportedAccount {
  @ApiProperty({ format: 'date-time' })
  exported_at!: string;

  account!: User;

  /** The roles that you have. */
  @Shown({ maxItems: MAX_ROLES })
  roles!: UserRole[];

  /** Your second factors, without what is secret about them. */
  factors!: Factor[];

  /** The logins at other providers that are linked to your account. */
  @Shown({ maxItems: 1000 })
  identities!: LinkedIdentity[];

  /** Links that you were mailed of late, newest first. */
  @Shown({ maxItems: 1000 })
  links!: ExportedLink[];

  /** Newest first. */
  sessions!: Session[];

  /**
   * What you did, newest first; and then what was done to you, newest first, without the addresses of those who did it. What you did
   * to others comes without its details.
   */
  @ApiProperty({ type: [RecordedEvent] })
  audit_events!: RecordedEvent[];
}
