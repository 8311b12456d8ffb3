import { statement } from '#libs/persistence';

/** One for each thing that may be wrong with a statement, and one that is right. */
statement<{ name: string; version: number }, [string]>(
  'wrong.not_at_all',
  'SELECT name, version FROM roles WHERE name = $1',
);
statement<{ id: string; adress: string }, [string]>('wrong.column', 'SELECT id, email FROM users WHERE id = $1');
statement<{ count: number }>('wrong.type_of_column', 'SELECT count(*) FROM users');
statement('wrong.rows', 'DELETE FROM users RETURNING id');
statement<never, [string, string]>('wrong.value_too_many', 'DELETE FROM users WHERE id = $1');
statement<never, [string]>('wrong.value_missing', 'DELETE FROM users WHERE id = $1 AND email = $2');
statement<never, [number]>('wrong.type_of_value', 'DELETE FROM users WHERE id = $1');
statement<never, { id: string; email: string }>('wrong.name_without_use', 'DELETE FROM users WHERE id = :id');
statement<never, { id: string }>('wrong.name_missing', 'DELETE FROM users WHERE id = :id AND email = :email');
statement<never, { id: Date }>('wrong.type_of_name', 'DELETE FROM users WHERE id = :id');
statement('wrong.table', 'DELETE FROM people');
