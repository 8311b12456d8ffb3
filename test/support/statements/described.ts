import pg from 'pg';

/** What the server says about a text that it has prepared; types by their names. */
export interface Described {
  readonly parameters: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

interface Ids {
  parameters: readonly number[];
  columns: readonly { readonly name: string; readonly dataTypeID: number }[];
}

/** Has the server prepare a text and say what it takes and gives. Nothing is executed. @throws DatabaseError */
export async function describedBy(client: pg.Client, text: string): Promise<Described> {
  const { parameters, columns } = await new Promise<Ids>((resolve, reject) => {
    client.query(new Preparation(text, resolve, reject));
  });
  const ids = [...parameters, ...columns.map(({ dataTypeID }) => dataTypeID)];
  const { rows } = await client.query<{ type: string }>(
    'SELECT format_type(id, NULL) AS type FROM unnest($1::oid[]) WITH ORDINALITY AS t (id, at) ORDER BY at',
    [ids],
  );
  const types = rows.map(({ type }) => type);
  return {
    parameters: types.slice(0, parameters.length),
    columns: columns.map(({ name }, index) => ({ name, type: types[parameters.length + index] ?? '' })),
  };
}

/** Parse, Describe, Sync: the half of the driver's query that comes before values. */
class Preparation implements pg.Submittable {
  private readonly ids: Ids = { parameters: [], columns: [] };

  constructor(
    private readonly text: string,
    private readonly resolve: (ids: Ids) => void,
    private readonly reject: (error: Error) => void,
  ) {}

  submit(connection: pg.Connection): void {
    const heard = ({ dataTypeIDs }: { dataTypeIDs: number[] }): void => void (this.ids.parameters = dataTypeIDs);
    connection.once('parameterDescription', heard);
    connection.once('readyForQuery', () => connection.off('parameterDescription', heard));
    connection.parse({ name: '', text: this.text, types: [] }, true);
    connection.describe({ type: 'S', name: '' }, true);
    connection.sync();
  }

  /** The driver calls these. */
  handleRowDescription({ fields }: { fields: Ids['columns'] }): void {
    this.ids.columns = fields;
  }

  handleError(error: Error): void {
    this.reject(error);
  }

  handleReadyForQuery(): void {
    this.resolve(this.ids);
  }
}
