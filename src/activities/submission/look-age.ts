/**
 * A job list this fresh serves as a look, in milliseconds: nobody else uses the name of a submission, and what others
 * have made since is known from their reservations.
 */
export const LOOK_MAX_AGE_MS = 5000;
