/** In which order users are listed. */
export const USER_ORDERS = ['newest', 'email'] as const;
export type UserOrder = (typeof USER_ORDERS)[number];

/** SQL of an order: what comes after a position, and how far a stretch of it goes. */
interface OrderText {
  /** The column that positions are values of. */
  readonly column: 'id' | 'email';
  readonly by: string;
  readonly beyond: (value: string) => string;
  readonly upTo: (value: string) => string;
}

export const ORDERS: Readonly<Record<UserOrder, OrderText>> = {
  newest: {
    column: 'id',
    by: 'id DESC',
    beyond: value => `id < ${value}::uuid`,
    upTo: value => `id >= ${value}::uuid`,
  },
  email: {
    column: 'email',
    by: 'email',
    beyond: value => `email > ${value}::text`,
    upTo: value => `email <= ${value}::text`,
  },
};
