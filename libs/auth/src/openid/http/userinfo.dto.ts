import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MAX_ROLES } from '#libs/contracts';
import { listOf, ROLE_NAME, Shown, text } from '#libs/platform';

/** Who has logged in (OpenID Connect Core §5.1). */
export class PersonInfo {
  /** Stays the same for good, and is the same for all applications. */
  @ApiProperty({ format: 'uuid' })
  sub!: string;

  /**
   * With the scope `email`.
   * @example "ada@example.org"
   */
  @Shown(text(254))
  email?: string;

  /** With the scope `email`: whether it was shown that the address is theirs. */
  email_verified?: boolean;

  /**
   * With the scope `roles`.
   * @example ["support"]
   */
  @ApiPropertyOptional({ type: [String] })
  @Shown(listOf(ROLE_NAME, MAX_ROLES))
  roles?: string[];
}
