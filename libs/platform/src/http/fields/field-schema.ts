/** What a value may look like, in the words of JSON Schema. */
export interface FieldSchema {
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: boolean;
  readonly maxProperties?: number;
  readonly propertyNames?: FieldSchema;
  readonly enum?: readonly unknown[];
  readonly items?: FieldSchema;
}

/** What a text may look like: lengths in characters, and a pattern that means the same with and without the flag `u`. */
export interface TextForm {
  readonly pattern?: string;
  readonly minLength?: 1;
  readonly maxLength: number;
}
