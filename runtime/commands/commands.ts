/** The commands of the terminal by their names, and what is said when none is meant. */
import { SettingProblem } from '../settings.ts'
import { StoreProblem } from '../store/store-problem.ts'
import { backup, restore } from './backup.ts'
import { check } from './check.ts'
import { type Command, CommandProblem, readArguments, type Terminal, UsageProblem } from './command.ts'
import { erase } from './erase.ts'
import { newNode } from './new-node.ts'
import { run } from './run.ts'
import { token } from './token.ts'
import { exportWorkflow, importWorkflow } from './workflow-files.ts'

const commands: Readonly<Record<string, Command>> = {
  check,
  run,
  import: importWorkflow,
  export: exportWorkflow,
  token,
  backup,
  restore,
  erase,
  node: newNode,
}

/** Runs what was typed; answers with the exit code: 0 done, 1 it cannot be done, 2 it was not understood. `complain` takes what goes wrong. */
export async function runCommand(
  [name, ...args]: readonly string[],
  terminal: Terminal,
  complain: (text: string) => void,
): Promise<number> {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.print(overview)
    return 0
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (!command) {
    complain(`There is no command "${name}".\n\n${overview}`)
    return 2
  }
  try {
    const { given, options } = readArguments(command, args)
    if (options['help'] === true) {
      terminal.print(helpOf(name, command))
      return 0
    }
    return (await command.run(given, options, terminal)) ?? 0
  } catch (problem) {
    if (problem instanceof UsageProblem) {
      complain(`${problem.message}\n\n  tandem ${name} ${command.usage}\n\nMore: tandem ${name} --help`)
      return 2
    }
    const isKnown = problem instanceof CommandProblem || problem instanceof StoreProblem || problem instanceof SettingProblem
    complain(isKnown ? problem.message : problem instanceof Error ? (problem.stack ?? problem.message) : String(problem))
    return 1
  }
}

const helpOf = (name: string, { usage, about, more }: Command): string =>
  [`tandem ${name} ${usage}`, `${about.charAt(0).toUpperCase()}${about.slice(1)}.`, ...(more ? [more] : [])].join('\n\n')

const overview = `tandem <command>

${Object.entries(commands)
  .map(([name, { usage, about }]) => `  ${`${name} ${usage.replace(/ \[--(?:until|name).*$/, ' …')}`.padEnd(30)} ${about}`)
  .join('\n')}

tandem <command> --help says more. The settings are those of the program: DATA_DIR, DATABASE_URL, CUSTOM_NODES …
Ends with 0 when it is done, 1 when it cannot be done, 2 when it was not understood.`
