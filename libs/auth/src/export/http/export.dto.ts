import { ApiProperty } from '@nestjs/swagger';
import { RecordedEvent } from '#libs/audit';
import { MAX_ROLES } from '#libs/contracts';
import { Factor } from '#libs/factors';
import { Shown } from '#libs/platform';
import { UserRole } from '#libs/roles';
import { Session } from '#libs/sessions';
import { User } from '#libs/users';

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

  /** Newest first. */
  sessions!: Session[];

  /**
   * What you did, newest first; and then what was done to you, newest first, without the addresses of those who did it. What you did
   * to others comes without its details.
   */
  @ApiProperty({ type: [RecordedEvent] })
  audit_events!: RecordedEvent[];
}
