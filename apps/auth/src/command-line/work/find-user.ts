import type { INestApplicationContext } from '@nestjs/common';
import { DomainError } from '#libs/platform';
import { Users } from '#libs/users';

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const isId = (text: string): boolean => ID.test(text);

/** The id behind what an operator calls a user by. @throws DomainError `user_not_found` */
export async function findUserId(app: INestApplicationContext, idOrEmail: string): Promise<string> {
  if (isId(idOrEmail)) return idOrEmail.toLowerCase();
  const found = await app.get(Users).findCredentials(idOrEmail);
  if (found === undefined) throw new DomainError('user_not_found');
  return found.id;
}
