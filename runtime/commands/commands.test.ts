import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import { packageFolder } from '../package-folder.ts'
import { newApp, testApp, testFolder } from '../testing/test-app.ts'
import { runCommand } from './commands.ts'

const examples = join(packageFolder(), 'examples')
const withEvent = readdirSync(examples).filter((name) => existsSync(join(examples, name, 'event.json')))
const fileOf = (name: string, file = 'workflow.json') => join(examples, name, file)

/** What a command prints, complains of and ends with, over an installation of its own. */
async function tandem(args: readonly string[], dataDir = join(testFolder(), 'data'), env: Readonly<Record<string, string>> = {}) {
  const said: string[] = []
  const complaints: string[] = []
  const terminal = {
    env: { DATA_DIR: dataDir, CUSTOM_NODES: join(dataDir, 'no-nodes'), ...env },
    print: (text: string) => void said.push(text),
  }
  const code = await runCommand(args, terminal, (text) => void complaints.push(text))
  return { code, said: said.join('\n'), complaints: complaints.join('\n'), dataDir }
}

const runExample = (name: string, ...more: string[]) => tandem(['run', fileOf(name), '--event', fileOf(name, 'event.json'), ...more])

function inFile(content: unknown): string {
  const file = join(testFolder(), 'file.json')
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content))
  return file
}

test.each(withEvent)('the example %s runs from its folder alone, and leaves nothing behind', async (name) => {
  const { code, said, complaints, dataDir } = await runExample(name, '--until', 'P30D')

  expect([code, complaints]).toEqual([0, ''])
  expect(said).toContain('Nothing was sent or changed.')
  expect(existsSync(dataDir)).toBe(false)
})

test('the whole chase is shown: two letters in full, and the task to call', async () => {
  const { said } = await runExample('reply-ask-chase', '--until', 'P10D')

  const shown = [
    'Letter: Your request: three short questions',
    '| Hello Anna,',
    'Letter: Did my questions reach you?',
    'Task: Call Anna: two',
  ]
  const places = shown.map((text) => said.indexOf(text))
  expect(places.every((at) => at > 0)).toBe(true)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(said).toContain('until Fri 27 Mar')
})

test('what a step makes or changes is said by the names of what it points to', async () => {
  const { said } = await runExample('partner-form', '--until', 'PT1H')

  for (const line of ['Contact: Anna Weber', 'Owner: Valera', 'Pipeline: Partners', 'Stage: New']) expect(said).toContain(`    ${line}\n`)
})

test('the same run says the same each time, so that two can be compared', async () => {
  const [first, second] = [await runExample('reply-ask-chase'), await runExample('reply-ask-chase')]

  expect(second.said).toBe(first.said)
})

test('another way can be chosen, another language spoken, and programs are answered in JSON', async () => {
  const replied = await runExample('reply-ask-chase', '--choose', 'wait=replied', '--language', 'ru')
  const data = JSON.parse((await runExample('lead-scoring', '--json')).said) as { steps: { node: string; effects: JsonObject[] }[] }

  expect(replied.said).toContain('Начислить баллы')
  expect(replied.said).not.toContain('Did my questions reach you?')
  expect(data.steps.flatMap(({ effects }) => effects)).toMatchObject([
    { kind: 'add-score', points: 15 },
    { kind: 'add-score', points: 20 },
  ])
})

const anna = { contact: [{ id: 'anna', firstName: 'Anna' }] }
const byAnna = { kind: 'form-submitted', records: { contact: 'anna' }, fields: { form: 'website' }, given: anna }

test.each([
  { what: 'broken JSON', event: '{ no', says: 'is not JSON' },
  { what: 'a list', event: [], says: 'holds no event' },
  { what: 'an unknown kind', event: { ...byAnna, kind: 'rain' }, says: 'The "kind" of the event is one of: form-submitted' },
  { what: 'a slip of the pen', event: { ...byAnna, recods: {} }, says: 'a part "recods" that means nothing' },
  { what: 'an unknown record', event: { ...byAnna, records: { contact: 'ghost' } }, says: 'There is no contact "ghost"' },
  { what: 'nobody', event: { ...byAnna, records: {} }, says: 'is about a contact, and the event names none' },
  { what: 'an unknown field', event: { ...byAnna, given: { contact: [{ id: 'anna', frist: 1 }] } }, says: 'has no field "frist"' },
  { what: 'a wrong value', event: { ...byAnna, given: { contact: [{ id: 'anna', email: 'at home' }] } }, says: 'cannot be "at home"' },
  {
    what: 'an owner who is not there',
    event: { ...byAnna, given: { contact: [{ id: 'anna', owner: 'x' }] } },
    says: 'there is no such user',
  },
  { what: 'another form', event: { ...byAnna, fields: { form: 'x' } }, says: 'begins nothing. What would: form {"form":"website"}' },
  {
    what: 'an event nobody waits for',
    event: { ...byAnna, kind: 'task-closed' },
    says: 'It begins with: form-submitted, webhook-received',
  },
])('an event file with $what is answered in words', async ({ event, says }) => {
  const { code, complaints } = await tandem(['run', fileOf('reply-ask-chase'), '--event', inFile(event)])

  expect(code).toBe(1)
  expect(complaints).toContain(says)
})

test.each([
  { args: ['dance'], code: 2, says: 'There is no command "dance"' },
  { args: ['run'], code: 2, says: 'Name the workflow file.' },
  { args: ['run', 'flow.json'], code: 2, says: 'Name the event file' },
  { args: ['run', 'flow.json', '--event', 'e.json', '--until', 'soon'], code: 2, says: '"soon" is no duration' },
  { args: ['run', 'flow.json', '--event', 'e.json', '--choose', 'wait'], code: 2, says: '"wait" is no choice' },
  { args: ['run', 'flow.json', '--event', 'e.json', '--fast'], code: 2, says: "Unknown option '--fast'" },
  { args: ['check', 'nowhere.json'], code: 1, says: 'There is no file nowhere.json' },
  { args: ['export', 'x'], code: 1, says: 'Nothing is installed in' },
  { args: ['backup'], code: 2, says: 'Name where the copy goes' },
  { args: ['restore', fileOf('birthday')], code: 1, says: 'is not a sound backup' },
  { args: ['node', 'new', 'Send_Parcel'], code: 2, says: 'small letters and hyphens' },
])('$args ends with $code and says why', async ({ args, code, says }) => {
  const result = await tandem(args)

  expect(result.code).toBe(code)
  expect(result.complaints).toContain(says)
})

test('a way that a step does not have is named, with those that it has', async () => {
  const { code, complaints } = await runExample('reply-ask-chase', '--choose', 'wait=shouted')

  expect([code, complaints]).toEqual([1, 'The step "wait" has no way "shouted". It has: replied, timeout, error.'])
})

test.each(['check', 'run', 'import', 'export', 'token', 'backup', 'restore', 'erase', 'node'])('%s explains itself', async (name) => {
  const { code, said } = await tandem([name, '--help'])

  expect(code).toBe(0)
  expect(said).toContain(`tandem ${name} `)
})

test('what is wrong with a workflow is said by step, and ends with 1', async () => {
  const workflow = JSON.parse(readFileSync(fileOf('birthday'), 'utf8')) as { nodes: { id: string; type: string }[] }
  const broken = { ...workflow, nodes: workflow.nodes.map((node) => (node.id === 'wish' ? { ...node, type: 'msg.pigeon' } : node)) }

  const { code, said } = await tandem(['check', inFile(broken)])

  expect(code).toBe(1)
  expect(said).toMatch(/error {2}Wish a happy birthday \(wish\).*msg\.pigeon/)
})

test('a workflow that is exported, taken in elsewhere and exported again is the same, byte for byte', async () => {
  const [here, there] = [await installed(), await installed()]
  const text = readFileSync(fileOf('periodic-order'), 'utf8')
  expect(await tandem(['import', fileOf('periodic-order')], here)).toMatchObject({ code: 0 })

  const first = `${(await tandem(['export', 'periodic-order'], here)).said}\n`
  await tandem(['import', inFile(first)], there)
  const second = `${(await tandem(['export', 'periodic-order'], there)).said}\n`

  expect(first).toBe(text)
  expect(second).toBe(text)
  expect(await tandem(['import', inFile(first)], there)).toMatchObject({ code: 1, complaints: expect.stringContaining('There already is') })
})

test('a workflow of n8n is checked and taken in as one of ours', async () => {
  const dataDir = await installed()
  const step = (name: string, type: string) => ({ name, type: `n8n-nodes-base.${type}`, parameters: {}, position: [0, 0] })
  const theirs = {
    name: 'Two steps',
    nodes: [step('Begin', 'manualTrigger'), step('Hash', 'crypto')],
    connections: { Begin: { main: [[{ node: 'Hash' }]] } },
  }

  const checked = await tandem(['check', inFile(theirs)])
  const taken = await tandem(['import', inFile(theirs)], dataDir)

  expect(checked.said).toContain('Hash (hash): Nothing here does what “crypto” did in n8n.')
  expect([checked.code, taken.code, taken.said]).toEqual([1, 0, 'two-steps: taken in as a draft.'])
  expect(JSON.parse((await tandem(['export', 'two-steps'], dataDir)).said)).toMatchObject({ origin: { tool: 'n8n', steps: 2 } })
})

test('a backup brings back what was there, and keeps what is there now', async () => {
  const dataDir = await installed()
  const copy = join(testFolder(), 'copy.db')
  await tandem(['import', fileOf('birthday')], dataDir)
  expect(await tandem(['backup', copy], dataDir)).toMatchObject({ code: 0 })
  await tandem(['import', fileOf('lead-scoring')], dataDir)

  expect(await tandem(['backup', copy], dataDir)).toMatchObject({ code: 1, complaints: expect.stringContaining('is there already') })
  const { said } = await tandem(['restore', copy], dataDir)

  expect((await tandem(['export'], dataDir)).said).toBe('birthday  Birthday wishes')
  expect(existsSync(/kept as (.*)$/.exec(said)?.[1] ?? '')).toBe(true)
})

test('a token of the terminal opens the API in the name of its person', async () => {
  const app = await testApp()
  const { dataDir } = app.parts.settings
  await app.close()

  const { code, said } = await tandem(['token', 'olga@company.test', 'reports', 'read,events'], dataDir)

  expect(code).toBe(0)
  expect(said).toMatch(/^tandem_[\w-]{43}$/)
  expect(await tandem(['token', 'nobody@company.test', 'reports'], dataDir)).toMatchObject({ code: 1 })
  const again = await newApp({}, dataDir)
  const ask = (token: string) => again.ask({ method: 'GET', url: '/api/session', headers: { authorization: `Bearer ${token}` } })
  expect(await ask(said)).toMatchObject({ status: 200, body: { user: { email: 'olga@company.test' } } })
  expect(await ask(`${said.slice(0, -1)}~`)).toMatchObject({ status: 401 })
})

test('a node that was begun is loaded, and walked by a run', async () => {
  const folder = join(testFolder(), 'custom-nodes')
  expect(await tandem(['node', 'new', 'send-parcel'], undefined, { CUSTOM_NODES: folder })).toMatchObject({ code: 0 })
  expect(readdirSync(folder).sort()).toEqual(['send-parcel.test.ts', 'send-parcel.ts'])
  const workflow = {
    format: 1,
    id: 'parcels',
    name: 'Parcels',
    settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
    nodes: [
      { id: 'form', type: 'trigger.form', mode: 'act', params: { form: 'website' } },
      { id: 'greet', type: 'custom.sendParcel', mode: 'act', params: { name: [{ ref: 'subject.firstName' }] } },
      { id: 'note', type: 'crm.note', mode: 'act', params: { text: [{ ref: 'node.greet.greeting' }] } },
    ],
    edges: [
      { from: 'form', port: 'out', to: 'greet' },
      { from: 'greet', port: 'out', to: 'note' },
    ],
    layout: {},
    notes: [],
  }

  const { complaints, said } = await tandem(['run', inFile(workflow), '--event', inFile(byAnna)], undefined, { CUSTOM_NODES: folder })

  expect(complaints).toBe('')
  expect(said).toContain('| Hello, Anna!')
})

/** The data folder of an installation that has been set up and stopped. */
async function installed(): Promise<string> {
  const app = await testApp()
  await app.close()
  return app.parts.settings.dataDir
}
