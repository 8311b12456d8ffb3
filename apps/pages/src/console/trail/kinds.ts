/** What may be looked for, in words: groups of kinds of events, and the kinds in them by their own words. */
export interface KindGroup {
  /** As it stands in an address. */
  readonly name: string;
  readonly label: string;
  readonly kinds: Readonly<Record<string, string>>;
}

export const KIND_GROUPS: readonly KindGroup[] = [
  {
    name: 'logins',
    label: 'Logging in and out',
    kinds: {
      authn_login_success: 'Logins',
      authn_login_fail: 'Failed logins',
      authn_login_factor_required: 'A second factor asked for',
      authn_device_new: 'New devices',
      login_code_created: 'Codes sent by mail',
      login_code_used: 'Codes used',
      authn_step_up: 'Shown anew who it is',
      authn_step_up_fail: 'Not shown anew who it is',
      session_revoked: 'Sessions ended',
      sessions_revoked_all: 'All sessions ended',
    },
  },
  {
    name: 'attacks',
    label: 'What may be an attack',
    kinds: {
      authn_login_fail_max: 'Too many failures',
      authn_spraying: 'Passwords tried at many accounts',
      login_code_refused: 'Wrong codes',
      factor_refused: 'Wrong second factors',
      factor_counter_went_back: 'Passkeys that may be copies',
      password_token_refused: 'Refused tokens for passwords',
      link_refused: 'Refused links',
      authn_token_reuse: 'Refresh tokens used twice',
      authn_code_reuse: 'Codes of applications used twice',
      authn_client_fail: 'Refused clients',
      authz_fail: 'Refused access',
      excess_rate_limit_exceeded: 'Too many requests',
      upstream_refused: 'Refused logins elsewhere',
    },
  },
  {
    name: 'accounts',
    label: 'Accounts',
    kinds: {
      user_created: 'New accounts',
      users_imported: 'Imports',
      user_updated: 'Changed accounts',
      user_update_fail: 'Changes refused',
      user_deleted: 'Deleted accounts',
      user_exported: 'Copies of what is known',
      link_used: 'Links of mails used',
      mail_given_up: 'Mails not delivered',
    },
  },
  {
    name: 'credentials',
    label: 'Passwords and second factors',
    kinds: {
      authn_password_change: 'Changed passwords',
      authn_password_change_fail: 'Passwords not changed',
      password_token_created: 'Tokens for passwords',
      password_token_used: 'Passwords set by a token',
      factor_added: 'Factors added',
      factor_renamed: 'Factors renamed',
      factor_removed: 'Factors removed',
      factors_reset: 'All factors removed',
      recovery_codes_created: 'New recovery codes',
      recovery_code_used: 'Recovery codes used',
      identity_linked: 'Logins elsewhere linked',
      identity_unlinked: 'Logins elsewhere unlinked',
    },
  },
  {
    name: 'roles',
    label: 'Roles and permissions',
    kinds: {
      authz_role_granted: 'Roles given',
      authz_role_revoked: 'Roles taken',
      authz_role_created: 'New roles',
      authz_role_updated: 'Changed roles',
      authz_role_deleted: 'Deleted roles',
      permission_declared: 'Permissions declared',
      permission_withdrawn: 'Permissions withdrawn',
    },
  },
  {
    name: 'clients',
    label: 'Clients, applications, providers',
    kinds: {
      client_created: 'New clients',
      client_updated: 'Changed clients',
      client_deleted: 'Deleted clients',
      client_secret_created: 'New secrets',
      client_secret_deleted: 'Removed secrets',
      consent_granted: 'Applications let in',
      consent_withdrawn: 'Applications let in no longer',
      device_approved: 'Devices let in',
      device_declined: 'Devices not let in',
      backchannel_logout_given_up: 'Applications not told of a logout',
      identity_provider_created: 'New providers',
      identity_provider_updated: 'Changed providers',
      identity_provider_deleted: 'Removed providers',
    },
  },
  {
    name: 'tokens',
    label: 'Tokens, keys, the trail itself',
    kinds: {
      authn_token_revoked: 'Access tokens taken back',
      authn_token_grace: 'Refreshes repeated',
      key_created: 'New keys',
      key_rotated: 'Keys in use',
      key_retired: 'Keys out of use',
      audit_trail_exported: 'Exports of the trail',
    },
  },
];

/** The kinds that a word of an address stands for: those of a group, or itself. */
export function kindsOf(word: string): string {
  const group = KIND_GROUPS.find(({ name }) => name === word);
  return group === undefined ? word : Object.keys(group.kinds).join(',');
}
