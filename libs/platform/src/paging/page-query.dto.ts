import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsString, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../http/may-be-absent.decorator.js';

/** How a part of a list is asked for. */
export class PageQuery {
  /** At most this many items. */
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 50 })
  @MayBeAbsent()
  @Type(() => Number)
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
