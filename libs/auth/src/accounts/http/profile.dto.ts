import { ApiProperty } from '@nestjs/swagger';
import { User } from '#libs/users';

/** Who you are. */
export class Me extends User {
  /** @example ["user"] */
  roles!: string[];

  /** What your roles permit; `*` is everything. */
  permissions!: string[];

  /** The session of the token that asked. */
  @ApiProperty({ format: 'uuid' })
  session_id!: string;
}
