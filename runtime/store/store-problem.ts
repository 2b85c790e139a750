/** Why a database cannot be opened, in words for the person at the terminal: what is wrong, where, and the way out. */
import type { JsonObject } from '../../shared/json.ts'

const sentences = {
  'folder-in-use': ({ where }) =>
    `Another process is working in ${where}. One folder belongs to one process: stop the other one, or set DATA_DIR to another folder.`,
  'folder-unusable': ({ where, why }) =>
    `The folder ${where} cannot be used (${why}). Set DATA_DIR to a folder that this program may write to.`,
  'wrong-key': ({ where, file }) =>
    `The data in ${where} was written with another secret key. Nothing was changed. Put the right key back as ${file}, or set SECRET_KEY as it was. Should it be lost, start once with NEW_SECRET_KEY=1: access keys and passwords of mail servers have to be typed again, and links in letters that were sent stop working.`,
  damaged: ({ where, why }) =>
    `${where} is damaged or is not a database (${why}). Nothing was changed. Restore a backup with: npm run tandem -- restore FILE. To begin anew, move the file away first.`,
  'disk-full': ({ where }) =>
    `There is no room left for ${where}. Nothing was lost, and nothing is accepted meanwhile. Free some space; it goes on by itself.`,
  'no-room': ({ where }) =>
    `There is no room left for ${where}, so nothing was started and nothing was lost. Free 200 MB or more, and start again.`,
  'not-writable': ({ where, why }) =>
    `${where} cannot be written (${why}), so nothing was started and nothing was lost. Check its disk and who may write there, and start again.`,
  'disk-failing': ({ where, why }) =>
    `${where} cannot be written (${why}). Nothing is accepted meanwhile. Check its disk and who may write there; it goes on by itself.`,
  'newer-schema': ({ where }) =>
    `${where} was written by a newer version of this program. Nothing was changed. Start that version, or restore a backup made before the upgrade with: npm run tandem -- restore FILE.`,
  'binary-missing': ({ why }) =>
    `The SQLite binary for this version of Node is missing (${why}). Use Node 22 or newer and run npm install again, or install a C++ compiler with make and Python and run: npm rebuild better-sqlite3.`,
  unreachable: ({ where, why }) => `The database at ${where} does not answer (${why}). Check DATABASE_URL and that the server is running.`,
  'backup-elsewhere': () => 'A PostgreSQL database is backed up by its own tool: pg_dump --format=custom "$DATABASE_URL" > backup.dump',
} satisfies Record<string, (values: JsonObject) => string>

/** Thrown by `openStore` and `backup`; its message is for people, its code for programs. */
export class StoreProblem extends Error {
  readonly code: keyof typeof sentences
  readonly with: JsonObject

  constructor(code: keyof typeof sentences, values: JsonObject = {}) {
    super(sentences[code](values))
    this.code = code
    this.with = values
  }
}

/** Where the program could not even start, nothing goes on by itself. */
export function atStart(problem: StoreProblem): StoreProblem {
  if (problem.code === 'disk-full') return new StoreProblem('no-room', problem.with)
  return problem.code === 'disk-failing' ? new StoreProblem('not-writable', problem.with) : problem
}
