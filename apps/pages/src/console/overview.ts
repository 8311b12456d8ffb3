import type { Child } from '../kit/dom.js';
import type { Visitor } from '../kit/page.js';
import { failuresView } from './overview-failures.js';
import { instancesView } from './overview-instances.js';
import { periodIn, periodLinks } from './overview-period.js';
import { loginsView, newAccountsView } from './overview-series.js';
import { totalsView } from './overview-totals.js';
import { titled } from './pieces.js';

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
