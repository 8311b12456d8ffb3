import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

/** How a part of a list is asked for. */
export class PageQuery {
  /**
   * At most this many items.
   * @example 50
   */
  @IsOptional()
  @Type(() => Number)
  @Min(1)
  @Max(100)
  @IsInt()
  limit = 50;

  /** The `next_cursor` of the part before; absent for the first part. */
  @IsOptional()
  @MaxLength(512)
  @IsString()
  cursor?: string;
}
