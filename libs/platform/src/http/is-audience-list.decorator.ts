import { applyDecorators } from '@nestjs/common';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsString, Matches, MaxLength } from 'class-validator';
import { AUDIENCE_PATTERN, MAX_AUDIENCE_LENGTH } from '#libs/contracts';

const AUDIENCE_RULE = 'An audience has 1 to 256 visible characters of ASCII, and no spaces.';

/** A list of audiences. None has a space: in the forms of OAuth that is what stands between two. */
export const IsAudienceList = (): PropertyDecorator =>
  applyDecorators(
    IsArray(),
    ArrayNotEmpty(),
    ArrayMaxSize(20),
    IsString({ each: true }),
    Matches(AUDIENCE_PATTERN, { each: true, message: AUDIENCE_RULE }),
    MaxLength(MAX_AUDIENCE_LENGTH, { each: true, message: AUDIENCE_RULE }),
  );
