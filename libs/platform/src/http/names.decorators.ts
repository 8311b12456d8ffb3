import { applyDecorators } from '@nestjs/common';
import { IsString, Matches, MaxLength } from 'class-validator';
import { PERMISSION_PATTERN, ROLE_NAME_PATTERN } from '#libs/contracts';

const ROLE_NAME_RULE = 'A role name has 1 to 63 of a-z, 0-9, - and _, and starts with a letter.';
const PERMISSION_RULE = 'A permission reads resource:action, in lower case.';

interface Options {
  /** The field is a list of them. */
  readonly each?: boolean;
}

/** The name of a role. */
export const IsRoleName = ({ each = false }: Options = {}): PropertyDecorator =>
  isName(63, ROLE_NAME_PATTERN, ROLE_NAME_RULE, each);

/** `resource:action`. */
export const IsPermissionName = ({ each = false }: Options = {}): PropertyDecorator =>
  isName(127, PERMISSION_PATTERN, PERMISSION_RULE, each);

/** In the order in which stacked decorators are applied: the first that fails is told. */
function isName(longest: number, pattern: RegExp, message: string, each: boolean): PropertyDecorator {
  return applyDecorators(
    IsString({ each }),
    Matches(pattern, { each, message }),
    MaxLength(longest, { each, message }),
  );
}
