/** Anything can be thrown, not only errors. */

/** What was thrown, as an error. */
export const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)))

/** What it says, without the kind of error and the place. */
export const messageOf = (thrown: unknown): string => asError(thrown).message
