/** Where the ticket of a second step, or of a mailed code, is good no more. */
export const TICKET_IS_OVER = 'That has taken too long, or too many tries. Log in once more.';
