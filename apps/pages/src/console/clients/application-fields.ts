import type { ServiceClient } from '#libs/client';
import { areaField, type Field, selectField, textField } from '../../kit/form.js';

/** An application, as far as it can be changed. */
export type ApplicationBody = Pick<
  ServiceClient,
  'name' | 'redirect_uris' | 'post_logout_redirect_uris' | 'backchannel_logout_uri' | 'logo_uri' | 'first_party'
>;

/** The fields of an application that people log in with, in the order in which they are shown, and what was filled in. */
export function applicationFields(client?: ServiceClient): { fields: Field[]; body: () => ApplicationBody } {
  const lines = (uris: readonly string[] = []): string => uris.join('\n');
  const name = textField('name', 'Name', { value: client?.name ?? '', required: true });
  const redirects = areaField(
    'redirect_uris',
    'Redirect URIs',
    lines(client?.redirect_uris),
    'Where the answer of a login may go, exactly as the application asks for it. One a line.',
  );
  const afterLogout = areaField(
    'post_logout_redirect_uris',
    'Post-logout redirect URIs',
    lines(client?.post_logout_redirect_uris),
    'Where browsers may go after a logout. One a line.',
  );
  const backChannel = textField(
    'backchannel_logout_uri',
    'Back-channel logout URI',
    { value: client?.backchannel_logout_uri ?? '' },
    'Of kind web: where it wants to be told that a session is over.',
  );
  const logo = textField('logo_uri', 'Logo', { value: client?.logo_uri ?? '' }, 'The address of a picture.');
  const trust = selectField(
    'first_party',
    'Consent',
    [
      ['false', 'People are asked what it may know'],
      ['true', 'It is ours: nobody is asked'],
    ],
    String(client?.first_party ?? false),
  );
  const orNull = ({ value }: Field): string | null => (value.trim() === '' ? null : value.trim());
  return {
    fields: [name, redirects, afterLogout, backChannel, logo, trust],
    body: () => ({
      name: name.value,
      redirect_uris: redirects.list,
      post_logout_redirect_uris: afterLogout.list,
      backchannel_logout_uri: orNull(backChannel),
      logo_uri: orNull(logo),
      first_party: trust.value === 'true',
    }),
  };
}
