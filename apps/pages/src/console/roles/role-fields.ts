import type { Role } from '#libs/client';
import { areaField, type Field, selectField, textField } from '../../kit/form.js';

type Content = Pick<Role, 'description' | 'permissions' | 'includes' | 'assigns' | 'requires_mfa'>;
type ContentFields = Readonly<Record<keyof Content, Field>>;

const NOTHING: Content = { description: '', permissions: [], includes: [], assigns: [], requires_mfa: false };

/** The fields of what a role is; filled in where there is one. */
export function contentFields({
  description,
  permissions,
  includes,
  assigns,
  requires_mfa,
}: Content = NOTHING): ContentFields {
  return {
    description: textField('description', 'What for', { value: description }),
    permissions: areaField('permissions', 'Permissions', permissions.join('\n'), 'One a line, such as orders:refund.'),
    includes: textField('includes', 'Includes the roles', { value: includes.join(', ') }, 'With commas between.'),
    assigns: textField(
      'assigns',
      'Its members may give and take',
      { value: assigns.join(', ') },
      'Roles, with commas between.',
    ),
    requires_mfa: selectField(
      'requires_mfa',
      'Counts',
      [
        ['no', 'in every session'],
        ['yes', 'only after a second factor'],
      ],
      requires_mfa ? 'yes' : 'no',
    ),
  };
}

export function contentOf({ description, permissions, includes, assigns, requires_mfa }: ContentFields): Content {
  return {
    description: description.value,
    permissions: permissions.list,
    includes: includes.list,
    assigns: assigns.list,
    requires_mfa: requires_mfa.value === 'yes',
  };
}
