import { MAX_INCLUDED_ROLES, PERMISSION_PATTERN, ROLE_NAME_PATTERN } from '#libs/contracts';
import type { TextForm } from './field-schema.js';
import { listOf } from './forms.js';
import { IsText, type TextOptions } from './is-text.decorator.js';

const ROLE_NAME_RULE = 'A role name has 1 to 63 of a-z, 0-9, - and _, and starts with a letter.';
const PERMISSION_RULE = 'A permission reads resource:action, in lower case.';

/** That a role has by itself. */
export const MAX_PERMISSIONS_OF_ROLE = 100;

/** The name of a role. */
export const ROLE_NAME: TextForm = { pattern: ROLE_NAME_PATTERN.source, maxLength: 63 };

/** `resource:action`. */
export const PERMISSION: TextForm = { pattern: PERMISSION_PATTERN.source, maxLength: 127 };

/** What a role permits: `*` is everything. */
export const PERMISSION_OR_ALL: TextForm = {
  pattern: `^(\\*|${PERMISSION_PATTERN.source.slice(1, -1)})$`,
  maxLength: 127,
};

/** All that a role permits: its own permissions, those of all that it includes, and `roles:delegate`. */
export const EFFECTIVE_PERMISSIONS = listOf(PERMISSION_OR_ALL, (MAX_INCLUDED_ROLES + 1) * MAX_PERMISSIONS_OF_ROLE + 1);

type Each = Pick<TextOptions, 'each'>;

export const IsRoleName = (each: Each = {}): PropertyDecorator =>
  IsText(ROLE_NAME, { ...each, message: ROLE_NAME_RULE });

export const IsPermissionName = (each: Each = {}): PropertyDecorator =>
  IsText(PERMISSION, { ...each, message: PERMISSION_RULE });
