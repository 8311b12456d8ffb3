import type { Child } from '../../kit/dom.js';
import type { Visitor } from '../../kit/page.js';
import { failuresView } from './failures.js';
import { instancesView } from './instances.js';
import { periodIn, periodLinks } from './period.js';
import { loginsView, newAccountsView } from './series.js';
import { totalsView } from './totals.js';
import { titled } from '../pieces.js';

/** How the service is doing, at a glance. */
export function overviewView(visitor: Visitor, filters: URLSearchParams): readonly Child[] {
  const period = periodIn(filters);
  return [
    titled('Overview', periodLinks(period)),
    loginsView(visitor, period),
    failuresView(visitor, period),
    totalsView(visitor),
    newAccountsView(visitor, period),
    instancesView(visitor),
  ];
}
