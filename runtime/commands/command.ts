/** What a command of the terminal is, and what all of them need: their arguments, files, and words for what went wrong. */
import { existsSync, readFileSync } from 'node:fs'
import { type ParseArgsConfig, parseArgs } from 'node:util'

/** Where a command runs: its settings, and where its answer goes. */
export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>
  print(text: string): void
}

/** One word of the terminal. Throw `UsageProblem` or `CommandProblem` to end it with a sentence. */
export interface Command {
  /** What is typed after the name: `FILE [--json]`. */
  readonly usage: string
  readonly about: string
  /** What more there is to say, for `--help`. */
  readonly more?: string
  readonly options?: NonNullable<ParseArgsConfig['options']>
  /** Answers with the exit code where it is not 0. `given` are the words, `options` what follows `--`. */
  run(given: readonly string[], options: Options, terminal: Terminal): Promise<number | undefined> | number | undefined
}

/** What follows `--`, by name, as `parseArgs` of Node gives it. */
export type Options = Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>

/** It cannot be done; the sentence says why and what would help. Ends with 1. */
export class CommandProblem extends Error {}

/** It was not understood. Ends with 2. */
export class UsageProblem extends Error {}

/** Words and options of a command. Throws `UsageProblem` for an option that it does not have. */
export function readArguments(
  { options }: Command,
  args: readonly string[],
): { readonly given: readonly string[]; readonly options: Options } {
  try {
    const read = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } }, allowPositionals: true })
    return { given: read.positionals, options: read.values as Options }
  } catch (problem) {
    throw new UsageProblem(problem instanceof Error ? firstSentence(problem.message) : String(problem))
  }
}

const firstSentence = (message: string): string => `${message.split('. ')[0]?.replace(/\.$/, '') ?? message}.`

/** A word that has to be there. */
export function wanted(given: string | undefined, what: string): string {
  if (given === undefined) throw new UsageProblem(`Name ${what}.`)
  return given
}

/** The text of an option that takes one; undefined when it was not given. */
export const textIn = (option: Options[string]): string | undefined => (typeof option === 'string' ? option : undefined)

/** Any JSON. Throws `CommandProblem` when the file is not there or is no JSON. */
export function readJsonFile(file: string): unknown {
  if (!existsSync(file)) throw new CommandProblem(`There is no file ${file}.`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (problem) {
    throw new CommandProblem(`${file} is not JSON: ${problem instanceof Error ? problem.message : String(problem)}`)
  }
}
