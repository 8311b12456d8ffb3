import { describe, expect, it } from '@jest/globals';
import { type Type, ValidationPipe } from '@nestjs/common';
import { IsDefined, IsString, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { IsId, IsText, MayBeAbsent, MayBeNull } from '#libs/platform';
import { acceptQuickly } from './quick-acceptance.js';

class Sample {
  @IsText({ minLength: 1, maxLength: 5 })
  name!: string;

  @MayBeAbsent()
  @IsString()
  @MinLength(1)
  note?: string;

  @MayBeNull()
  @IsString({ each: true })
  @MaxLength(3, { each: true })
  words!: string[] | null;
}

class WithId {
  @IsId()
  id!: string;
}

class Nested {
  @ValidateNested()
  sample!: Sample;
}

class Defined {
  @IsDefined()
  anything!: unknown;
}

class Bare {
  anything!: unknown;
}

const pipe = new ValidationPipe({
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  stopAtFirstError: true,
});

const slowly = (type: Type, value: unknown): Promise<unknown> =>
  pipe.transform(value, { type: 'body', metatype: type }).catch(() => undefined);

describe('what is accepted quickly', () => {
  it.each([
    { name: 'ab', words: [] },
    { name: 'ab', words: null },
    { name: 'abcde', note: 'x', words: ['a', 'abc'] },
    Object.assign(Object.create(null) as object, { name: 'ab', words: [] }),
    Object.assign(Object.create(Object.create(null) as object) as object, { name: 'ab', words: [] }),
  ])('is an instance of its class, as the usual way gives it: %j', async value => {
    const accepted = acceptQuickly(Sample, value);
    expect(accepted).toBeInstanceOf(Sample);
    expect(accepted).toEqual(await slowly(Sample, value));
  });

  const REFUSED: unknown[] = [
    undefined,
    null,
    'ab',
    [],
    [{ name: 'ab', words: [] }],
    {},
    { name: '', words: [] },
    { name: 'abcdef', words: [] },
    { name: 1, words: [] },
    { name: ['ab'], words: [] },
    { name: 'ab', words: ['abcd'] },
    { name: 'ab', words: [1] },
    { name: 'ab', note: '', words: [] },
    { name: 'ab', note: null, words: [] },
    { name: 'ab', words: [], other: 1 },
    Object.create({ name: 'ab', words: [] }),
    Object.assign(Object.create(Object.assign(Object.create(null) as object, { name: 'ab' })) as object, { words: [] }),
  ];

  it.each(REFUSED.map(value => ({ value })))('is nothing that the usual way refuses: $value', async ({ value }) => {
    expect(await slowly(Sample, value)).toBeUndefined();
    expect(acceptQuickly(Sample, value)).toBeUndefined();
  });

  it.each([
    [Nested, { sample: { name: 'ab', words: [] } }],
    [Defined, { anything: 1 }],
    [Bare, {}],
  ])('is nothing of which the rules are of another kind: %p', (type, value) => {
    expect(acceptQuickly(type as Type, value)).toBeUndefined();
  });

  it('is transformed as the usual way does it', async () => {
    const value = { id: '0199B2C4-7D1E-7C3A-9F52-1B0C5A7E4D21' };
    expect(acceptQuickly(WithId, value)).toEqual({ id: value.id.toLowerCase() });
    expect(acceptQuickly(WithId, value)).toEqual(await slowly(WithId, value));
  });

  it('leaves what it was given as it was', () => {
    const value = { name: 'ab', words: ['a'] };
    const accepted = acceptQuickly(Sample, value) as Sample;
    accepted.name = 'cd';
    expect(value).toEqual({ name: 'ab', words: ['a'] });
  });
});
