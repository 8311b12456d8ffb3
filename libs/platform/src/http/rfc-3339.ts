/** A time of RFC 3339 §5.6, with its offset. Whether the day exists is for `Date` to say. */
export const RFC_3339 = /^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;
