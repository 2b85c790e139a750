/** `npm run tandem -- <command>`: what people do to an installation from a terminal. */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { nodeTypes } from '../nodes/index.ts'
import { checkWorkflow } from '../shared/check-workflow.ts'
import { type CrmEvent, eventKinds } from '../shared/events.ts'
import { isJsonObject } from '../shared/json.ts'
import { nothingKnown } from '../shared/known.ts'
import { toNodeTypeData } from '../shared/node-type-data.ts'
import { canPublish } from '../shared/problem.ts'
import { say } from '../shared/say.ts'
import { add, parseDuration } from '../shared/time.ts'
import { readWorkflow } from '../shared/workflow-schema.ts'
import { workflowText } from '../shared/workflow-text.ts'
import type { App } from './app.ts'
import { databaseFile, loadEnvFile, readSettings, SettingProblem } from './settings.ts'
import { newId } from './store/ids.ts'
import { StoreProblem } from './store/store-problem.ts'

const help = `tandem <command>

  check FILE                 say what is wrong with a workflow file
  run FILE --event FILE [--until P30D] [--choose NODE=PORT]
                             walk a workflow with an event and print what it would do
  import FILE                take a workflow file in, as a draft
  export ID                  print the draft of a workflow
  token EMAIL NAME [SCOPES]  make a token, for example: token vera@company.test reports read
  backup FILE                copy the database while the program runs or stands
  restore FILE               put a backup in place; the present database is kept beside it
  node new NAME              begin a node type in the folder of your own nodes

The settings are those of the program: DATA_DIR, DATABASE_URL, CUSTOM_NODES …
`

/** What went wrong, in a sentence for the terminal. */
class CommandProblem extends Error {}

type Command = (args: readonly string[]) => Promise<void> | void

const commands: Readonly<Record<string, Command>> = {
  check: ([file]) => check(wanted(file, 'the workflow file')),
  run: (args) => withApp((app) => walkFile(args, app)),
  import: ([file]) => withApp((app) => importWorkflow(wanted(file, 'the workflow file'), app)),
  export: ([id]) => withApp((app) => exportWorkflow(wanted(id, 'the id of the workflow'), app)),
  token: ([email, name, scopes]) =>
    withApp((app) => token(wanted(email, 'the e-mail of its person'), wanted(name, 'a name for the token'), scopes ?? 'read', app)),
  backup: ([file]) => backup(wanted(file, 'where the copy goes')),
  restore: ([file]) => restore(wanted(file, 'the backup')),
  node: ([verb, name]) => newNode(verb, wanted(name, 'a name, for example: send-parcel')),
}

async function main([name, ...args]: readonly string[]): Promise<void> {
  const command = name === undefined ? undefined : commands[name]
  if (!command) {
    print(help)
    if (name !== undefined && name !== 'help' && name !== '--help') process.exitCode = 1
    return
  }
  loadEnvFile()
  await command(args)
}

function check(file: string): void {
  const { workflow, problems } = readWorkflow(readJsonFile(file))
  const all = [...problems, ...checkWorkflow(workflow, nodeTypes.map(toNodeTypeData), nothingKnown)]
  for (const { level, node, param, said } of all) {
    print(`${level === 'warning' ? 'warning' : 'error'}  ${[node, param].filter(Boolean).join('.') || 'flow'}: ${say(said, 'en')}`)
  }
  if (canPublish(all)) print(`${file}: nothing stands in the way of publishing it`)
  else process.exitCode = 1
}

/** The event file holds `{ kind, records, fields }`; look-ups read this installation, nothing is written to it. */
async function walkFile(args: readonly string[], app: App): Promise<void> {
  const { workflow } = readWorkflow(readJsonFile(wanted(args[0], 'the workflow file')))
  const given = readJsonFile(wanted(optionOf(args, '--event'), 'the event file with --event'))
  if (!isJsonObject(given))
    throw new CommandProblem('The event file holds no event: { "kind": "form-submitted", "records": {}, "fields": {} }')
  const kind = eventKinds.find((each) => each === given['kind'])
  if (!kind) throw new CommandProblem(`The kind of the event is one of: ${eventKinds.join(', ')}`)
  const records = isJsonObject(given['records']) ? (given['records'] as Readonly<Record<string, string>>) : {}
  const fields = isJsonObject(given['fields']) ? given['fields'] : {}
  const subject = workflow.settings.subject === null ? null : (records[workflow.settings.subject] ?? null)
  const now = app.parts.clock.now()
  const duration = optionOf(args, '--until')
  if (duration !== undefined && !parseDuration(duration)) throw new CommandProblem(`${duration} is no duration; write P30D`)
  const event: CrmEvent = { id: newId(), kind, at: now, about: subject, records, fields, cause: { kind: 'outside', id: null, depth: 0 } }
  const { walk } = await import('./http/trials.ts')
  const triggers = workflow.nodes.filter(
    ({ type, mode }) => mode !== 'off' && app.parts.engine.typeNamed(type)?.trigger?.events.includes(kind),
  )
  if (triggers.length === 0) throw new CommandProblem(`No trigger of ${workflow.id} hears of ${kind}`)
  for (const { id } of triggers) {
    const until = duration === undefined ? null : add(now, duration)
    const tried = await walk(workflow, { trigger: id, subject, event, choices: choicesIn(args), until }, app.parts)
    for (const { at, node, outcome, detail } of tried.steps) {
      print(`${at.toISOString()}  ${node}  ${outcome}`)
      const effects = Array.isArray(detail['effects']) ? detail['effects'] : []
      for (const effect of effects) print(`    ${JSON.stringify(effect)}`)
    }
    print(tried.ended ? say(tried.ended, 'en') : 'Still waiting')
  }
}

const optionOf = (args: readonly string[], name: string): string | undefined => {
  const at = args.indexOf(name)
  return at < 0 ? undefined : args[at + 1]
}

const choicesIn = (args: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    args.flatMap((arg, index) => (args[index - 1] === '--choose' && arg.includes('=') ? [arg.split('=') as [string, string]] : [])),
  )

async function importWorkflow(file: string, app: App): Promise<void> {
  const { workflow } = readWorkflow(readJsonFile(file))
  if (await app.store.workflow(workflow.id))
    throw new CommandProblem(`There already is a workflow "${workflow.id}". Give the file another id.`)
  const at = app.parts.clock.now()
  const result = await app.parts.submit({
    ops: [
      {
        op: 'workflow',
        workflow: {
          id: workflow.id,
          name: workflow.name,
          state: 'off',
          draft: workflow,
          revision: 1,
          liveVersion: null,
          owner: null,
          department: null,
          createdAt: at,
          updatedAt: at,
          updatedBy: null,
          archivedAt: null,
        },
      },
    ],
  })
  if (!result.ok) throw new CommandProblem(say(result.said, 'en'))
  print(`${workflow.id}: taken in as a draft`)
}

async function exportWorkflow(id: string, app: App): Promise<void> {
  const row = await app.store.workflow(id)
  if (!row) throw new CommandProblem(`There is no workflow "${id}"`)
  process.stdout.write(workflowText(row.draft))
}

async function token(email: string, name: string, scopes: string, app: App): Promise<void> {
  const { makeToken } = await import('./http/tokens.ts')
  const given = scopes.split(',')
  const known = (['read', 'write', 'decide', 'events'] as const).filter((scope) => given.includes(scope))
  if (known.length !== given.length) throw new CommandProblem('The scopes are read, write, decide and events, joined by commas')
  const [user] = await app.store.ids('user', { field: 'email', is: 'is', value: email }, { limit: 1, now: app.parts.clock.now() })
  if (user === undefined) throw new CommandProblem(`Nobody has the e-mail ${email}`)
  const { secret } = await makeToken(user, { name, scopes: known, days: 365 }, app.parts)
  print(secret)
}

/** Works beside a running program: it reads its own snapshot. The copy is proved before it counts as one. */
async function backup(file: string): Promise<void> {
  const settings = readSettings(process.env)
  if (settings.databaseUrl) throw new StoreProblem('backup-elsewhere')
  if (!existsSync(databaseFile(settings))) throw new CommandProblem(`There is no database in ${settings.dataDir}`)
  const { default: Sqlite } = await import('better-sqlite3')
  const database = new Sqlite(databaseFile(settings), { readonly: true })
  await database.backup(file)
  database.close()
  const copy = new Sqlite(file, { readonly: true })
  const verdict: unknown = copy.pragma('quick_check', { simple: true })
  copy.close()
  if (verdict !== 'ok')
    throw new CommandProblem(`The copy is not sound (${String(verdict)}). Check the disk of ${file} and of the database.`)
  print(`${file}: a sound copy. Put it in place with: npm run tandem -- restore ${file}`)
}

/** The present database is never overwritten: it stands beside the restored one until somebody throws it away. */
async function restore(file: string): Promise<void> {
  const settings = readSettings(process.env)
  if (settings.databaseUrl) throw new CommandProblem('A PostgreSQL database is restored with pg_restore')
  if (!existsSync(file)) throw new CommandProblem(`There is no file ${file}`)
  if (!readFileSync(file).subarray(0, 15).equals(Buffer.from('SQLite format 3')))
    throw new CommandProblem(`${file} is not a backup of Tandem`)
  mkdirSync(settings.dataDir, { recursive: true })
  const target = databaseFile(settings)
  const [{ lockFolder }, { default: Sqlite }] = await Promise.all([import('./store/folder-lock.ts'), import('better-sqlite3')])
  const unlock = lockFolder(settings.dataDir, Sqlite)
  try {
    const aside = `${target}.before-restore-${new Date().toISOString().replace(/[:.]/g, '-')}`
    for (const suffix of ['', '-wal', '-shm']) if (existsSync(target + suffix)) renameSync(target + suffix, aside + suffix)
    await copyFile(file, target)
    print(`Restored. What was there before is kept as ${aside}`)
  } finally {
    unlock()
  }
}

function newNode(verb: string | undefined, name: string): void {
  if (verb !== 'new' || !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new CommandProblem('Say: node new send-parcel (small letters and hyphens)')
  const { customNodes } = readSettings(process.env)
  const file = join(customNodes, `${name}.ts`)
  if (existsSync(file)) throw new CommandProblem(`${file} is already there`)
  mkdirSync(customNodes, { recursive: true })
  writeFileSync(file, nodeTemplate(name))
  print(`${file} is ready to be edited; it is in the palette after the next start`)
}

function nodeTemplate(name: string): string {
  const camel = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
  return `import { defineNode, leaveWith, params, text } from 'tandem/node'

export default defineNode({
  type: 'custom.${camel}',
  group: 'custom',
  icon: 'Puzzle',
  title: { en: '${name}', ru: '${name}' },
  about: { en: 'Says what it does in one sentence.', ru: 'Одним предложением говорит, что делает шаг.' },
  summary: { en: 'greets {name}', ru: 'здоровается: {name}' },
  synonyms: { en: [], ru: [] },
  params: params({ name: text({ label: { en: 'Name', ru: 'Имя' } }) }),
  ports: { out: { en: 'Then', ru: 'Дальше' } },
  acts: false,
  output: { greeting: { type: 'text', label: { en: 'Greeting', ru: 'Приветствие' } } },
  run: ({ params }) => leaveWith('out', { greeting: \`Hello, \${params.name}\` }),
  sample: { params: { name: ['Anna'] }, output: { greeting: 'Hello, Anna' } },
})
`
}

async function withApp(work: (app: App) => Promise<void>): Promise<void> {
  const { openApp } = await import('./app.ts')
  const app = await openApp(readSettings(process.env))
  try {
    await work(app)
  } finally {
    await app.close()
  }
}

function readJsonFile(file: string): unknown {
  if (!existsSync(file)) throw new CommandProblem(`There is no file ${file}`)
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new CommandProblem(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

function wanted(argument: string | undefined, what: string): string {
  if (argument === undefined) throw new CommandProblem(`Name ${what}`)
  return argument
}

const print = (line: string) => process.stdout.write(`${line}\n`)

main(process.argv.slice(2)).catch((error: unknown) => {
  const known = error instanceof CommandProblem || error instanceof StoreProblem || error instanceof SettingProblem
  process.stderr.write(`${known ? error.message : error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = 1
})
