import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

/** One field that was not accepted. */
export class ProblemField {
  /**
   * The path of the field.
   * @example "password"
   */
  field!: string;

  /** @example "too_short" */
  code!: string;

  /** @example "The password needs at least 15 characters." */
  message!: string;
}

/** What went wrong (RFC 9457). Branch on `code`; show `title` and `detail`. */
export class Problem {
  /** @example "urn:problem-type:gatehouse:validation_failed" */
  @ApiProperty({ format: 'uri' })
  type!: string;

  /** @example "One or more fields are not valid." */
  title!: string;

  /** @example 400 */
  @ApiProperty({ type: 'integer', minimum: 400, maximum: 599 })
  status!: number;

  /** @example "validation_failed" */
  code!: string;

  @ApiPropertyOptional()
  detail?: string;

  /** Names this one occurrence. Errors of the service's own (5xx) carry it in the service's log as `request_id`. */
  @ApiPropertyOptional({ format: 'uri' })
  instance?: string;

  @ApiPropertyOptional({ type: [ProblemField] })
  errors?: ProblemField[];
}

/** An error of an OAuth endpoint (RFC 6749 §5.2). */
export class OAuthError {
  /** @example "invalid_grant" */
  error!: string;

  error_description!: string;
}
