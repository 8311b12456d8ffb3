import type { AuthenticationMethod } from '#libs/contracts';
import type { Interaction } from '#libs/oidc';

/** What the person has to do first: show anew who they are, be somebody else, or allow it. */
export type Demand = 'reauthenticate' | 'switch' | 'consent';

/** Who is here, and how they have shown it. */
export interface PersonHere {
  readonly user_id: string;
  readonly session_id: string;
  readonly amr: readonly AuthenticationMethod[];
  readonly authenticated_at: Date;
  readonly has_second_factor: boolean;
}

/**
 * @param isUnasked whether they have yet to say what the application may know
 * @returns undefined if nothing is wanting
 */
export function demandOf(
  { request, created_at }: Pick<Interaction, 'request' | 'created_at'>,
  { user_id, amr, authenticated_at, has_second_factor }: PersonHere,
  isUnasked: boolean,
): Demand | undefined {
  const { max_age, wants_mfa, subject } = request;
  if (subject !== null && subject !== user_id) return 'switch';
  const isOld = max_age !== null && authenticated_at.getTime() < created_at.getTime() - max_age * 1000;
  // Who has no second factor cannot show one; the application sees that by `acr`.
  const lacksFactor = wants_mfa && has_second_factor && !amr.includes('mfa');
  if (isOld || lacksFactor) return 'reauthenticate';
  return isUnasked ? 'consent' : undefined;
}
