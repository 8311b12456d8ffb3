import type { Visitor } from '../../kit/page.js';

/** What it takes to give or take any role at all. */
export const ASSIGNING = 'roles:assign or roles:delegate';

export const mayAssign = ({ may }: Visitor): boolean => may('roles:assign') || may('roles:delegate');
