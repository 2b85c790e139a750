/** Builds these parts where they are missing or older than their sources; all of them without an argument. */
export function buildIfNeeded(wanted?: readonly ('editor' | 'server')[]): void
