import type { User } from '#libs/client';
import type { Visitor } from '../../kit/page.js';

/** The address of a user, where it may be seen, else the id. */
export async function userName({ api, may }: Visitor, id: string): Promise<string> {
  if (!may('users:read')) return id;
  // Whoever is being deleted may be listed still.
  return (await api.read<User>(`/v1/users/${id}`).catch(() => ({ email: id }))).email;
}
