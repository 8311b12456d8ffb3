import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../http/may-be-absent.decorator.js';

/** `1e1`, `0x0a` and ` 10` are no numbers of the document, though JavaScript reads them. */
const whole = (value: unknown): unknown => (typeof value === 'string' && /^-?\d+$/.test(value) ? Number(value) : value);

/** How a part of a list is asked for. */
export class PageQuery {
  /** At most this many items. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => whole(value))
  @Min(1)
  @Max(100)
  @IsInt()
  limit = 50;

  /** The `next_cursor` of the part before; absent for the first part. */
  @MayBeAbsent()
  @MaxLength(512)
  @IsString()
  cursor?: string;
}
