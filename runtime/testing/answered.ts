/** What an answer holds, as `JSON.parse` gives it: a test reads what it expects to be there, and fails where it is not. */
export type Answered = ReturnType<typeof JSON.parse>
