import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { Failures } from '#libs/audit';
import { ApiGuarded, ApiProblems } from '#libs/platform';
import { RequirePermissions } from '#libs/verifier/nest';
import { CensusOfAccounts, CensusOfSessions } from '../census.js';
import { Instances } from '../instances/instances.js';
import { type MostFailures, ReadFailures } from '../read-failures.js';
import { ReadSeries, type Series, type SeriesStep } from '../read-series.js';
import { InstanceStatistics, toInstance } from './instances.dto.js';
import { FailuresQuery, periodAsked, SeriesQuery } from './statistics-queries.dto.js';
import { AccountStatistics, FailingAccounts, FailingAddresses, LoginStatistics } from './statistics-told.dto.js';
import { StatisticsTotals } from './totals.dto.js';

/** How many there are of what, for whoever looks after the service. */
@ApiTags('statistics')
@ApiGuarded('insufficient_scope')
@RequirePermissions('statistics:read')
@Controller('v1/statistics')
export class StatisticsController {
  constructor(
    private readonly readSeries: ReadSeries,
    private readonly readFailures: ReadFailures,
    private readonly censusOfAccounts: CensusOfAccounts,
    private readonly censusOfSessions: CensusOfSessions,
    private readonly instances: Instances,
  ) {}

  /** Tells how logins have ended over time, up to this moment. */
  @Get('logins')
  @ApiOkResponse({ type: LoginStatistics })
  @ApiProblems('validation_failed')
  async getLoginStatistics(@Query() query: SeriesQuery): Promise<LoginStatistics> {
    const series = await this.readSeries.execute(LOGINS, { step: query.step, ...periodAsked(query) });
    return told(series, ({ count }) => ({
      success: count('login_success'),
      factor_required: count('login_factor_required'),
      wrong: count('login_wrong'),
      wrong_factor: count('login_wrong_factor'),
      applications: count('application_let_in'),
    }));
  }

  /** Tells how many accounts were made and deleted over time, up to this moment. */
  @Get('accounts')
  @ApiOkResponse({ type: AccountStatistics })
  @ApiProblems('validation_failed')
  async getAccountStatistics(@Query() query: SeriesQuery): Promise<AccountStatistics> {
    const series = await this.readSeries.execute(ACCOUNTS, { step: query.step, ...periodAsked(query) });
    return told(series, ({ count }) => ({ created: count('user_created'), deleted: count('user_deleted') }));
  }

  /**
   * Tells from which addresses most logins have failed, up to this moment. Told are whole hours, at most seven days, of the last 31; without
   * `since` it is a day.
   */
  @Get('failed-logins/addresses')
  @ApiOkResponse({ type: FailingAddresses })
  @ApiProblems('validation_failed')
  async listFailingAddresses(@Query() query: FailuresQuery): Promise<FailingAddresses> {
    const most = await this.readFailures.execute('ip', { limit: query.limit, ...periodAsked(query) });
    return toldOf(most, ({ key, failures, others }) => ({ ip: key, failures, accounts: others }));
  }

  /**
   * Tells at which accounts most logins have failed, up to this moment; names that nobody has are left out. Told are whole hours, at most
   * seven days, of the last 31; without `since` it is a day.
   */
  @Get('failed-logins/accounts')
  @ApiOkResponse({ type: FailingAccounts })
  @ApiProblems('validation_failed')
  async listFailingAccounts(@Query() query: FailuresQuery): Promise<FailingAccounts> {
    const most = await this.readFailures.execute('user_id', { limit: query.limit, ...periodAsked(query) });
    return toldOf(most, ({ key, failures, others }) => ({ user_id: key, failures, addresses: others }));
  }

  /** Tells how many accounts, second factors and live sessions there are. */
  @Get('totals')
  @ApiOkResponse({ type: StatisticsTotals })
  @ApiProblems()
  async getTotals(): Promise<StatisticsTotals> {
    const [accounts, sessions] = await Promise.all([this.censusOfAccounts.read(), this.censusOfSessions.read()]);
    return {
      accounts: accounts === undefined ? null : { ...accounts.figures, counted_at: accounts.counted_at.toISOString() },
      sessions: sessions === undefined ? null : { ...sessions.figures, counted_at: sessions.counted_at.toISOString() },
    };
  }

  /** Tells which processes serve at this database, how each sees the feed of revocations, and which of them were lost of late. */
  @Get('instances')
  @ApiOkResponse({ type: InstanceStatistics })
  @ApiProblems()
  async getInstances(): Promise<InstanceStatistics> {
    return { items: (await this.instances.list()).map(toInstance) };
  }
}

const LOGINS = [
  ...(['login_success', 'login_factor_required', 'login_wrong'] as const),
  ...(['login_wrong_factor', 'application_let_in'] as const),
];
const ACCOUNTS = ['user_created', 'user_deleted'] as const;

type Told<Item> = Pick<LoginStatistics, 'since' | 'until' | 'step' | 'complete_since'> & {
  items: (Item & { at: string })[];
};

function told<Item>(
  { since, until, step, steps, complete_since }: Series,
  counted: (step: SeriesStep) => Item,
): Told<Item> {
  return {
    ...{ since: since.toISOString(), until: until.toISOString(), step },
    complete_since: complete_since?.toISOString() ?? null,
    items: steps.map(one => ({ at: one.at.toISOString(), ...counted(one) })),
  };
}

type ToldOf<Item> = Pick<FailingAddresses, 'since' | 'until' | 'complete'> & { items: Item[] };

function toldOf<Item>(
  { since, until, complete, most }: MostFailures,
  told: (failures: Failures) => Item,
): ToldOf<Item> {
  return { since: since.toISOString(), until: until.toISOString(), complete, items: most.map(told) };
}
