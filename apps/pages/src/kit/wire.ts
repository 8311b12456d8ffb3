/** What these pages read of the API's answers; openapi.json says what else is in them, and what it means. */

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next_cursor: string | null;
}

export interface CsrfToken {
  readonly csrf_token: string;
}

export interface CookieSession extends CsrfToken {
  readonly session_id: string;
}

export interface User {
  readonly id: string;
  readonly email: string;
  readonly status: 'active' | 'invited' | 'disabled';
  readonly ext: Readonly<Record<string, unknown>> | null;
  readonly version: number;
  readonly created_at: string;
  readonly updated_at: string;
}

export interface Me extends User {
  readonly roles: readonly string[];
  readonly permissions: readonly string[];
  readonly session_id: string;
}

export interface CreatedUser extends User {
  readonly set_password_token: string;
  readonly set_password_expires_at: string;
}

export interface PasswordToken {
  readonly token: string;
  readonly expires_at: string;
}

export interface Session {
  readonly id: string;
  readonly issued_at: string;
  readonly expires_at: string;
  readonly last_used_at: string;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly current: boolean;
}

export interface UserRole {
  readonly role: string;
  readonly granted_at: string;
  readonly expires_at: string | null;
}

export interface Role {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly string[];
  readonly includes: readonly string[];
  readonly assigns: readonly string[];
  readonly effective_permissions: readonly string[];
  readonly built_in: boolean;
  readonly version: number;
}

export interface RoleMember {
  readonly user_id: string;
  readonly granted_at: string;
  readonly expires_at: string | null;
}

export interface Permission {
  readonly name: string;
  readonly description: string;
}

export interface ServiceClient {
  readonly client_id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly audiences: readonly string[] | null;
  readonly public_jwk: { readonly kty: string } | null;
  readonly status: 'active' | 'disabled';
  readonly created_at: string;
}

export interface ClientSecret {
  readonly id: string;
  readonly created_at: string;
  readonly expires_at: string | null;
}

/** A client that was just made; one with a key has no secret. */
export interface CreatedClient extends ServiceClient {
  readonly client_secret: string | null;
}

export interface ShownSecret {
  readonly client_secret: string;
}

export interface AuditEvent {
  readonly id: string;
  readonly kind: string;
  readonly occurred_at: string;
  readonly actor_id: string | null;
  readonly target_id: string | null;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}
