/** `run`: walks a workflow with an event and shows all that it would do. Nothing is sent or changed. */
import type { CrmEvent } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import { portsOf, toNodeTypeData } from '../../shared/node-type-data.ts'
import { canPublish } from '../../shared/problem.ts'
import { idFor } from '../../shared/seed.ts'
import { add, parseDuration } from '../../shared/time.ts'
import type { Language } from '../../shared/words.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { readWorkflow } from '../../shared/workflow-schema.ts'
import { manualClock } from '../engine/clock.ts'
import type { Company } from '../engine/context.ts'
import { type Engine, openEngine } from '../engine/engine.ts'
import { type Plan, plan } from '../engine/plan.ts'
import { type Trial, tryOut } from '../engine/trial.ts'
import { openMail } from '../mail/open-mail.ts'
import { callDeliverer } from '../outside/call-deliverer.ts'
import { openWayOut } from '../outside/way-out.ts'
import { readSettings } from '../settings.ts'
import type { Store } from '../store/port.ts'
import { problemLine } from './check.ts'
import { type Command, CommandProblem, type Options, readJsonFile, textIn, UsageProblem, wanted } from './command.ts'
import { type GivenEvent, readGivenEvent } from './given-event.ts'
import { companyOf, withInstallation } from './installation.ts'
import { type InstalledNodes, withNodeTypes } from './installed-nodes.ts'
import { withMadeUpCompany } from './made-up-company.ts'
import { trailAsData, trailInWords } from './trail.ts'

/** Opens the installation only when the event file makes up no records of its own. */
export const run: Command = {
  usage: 'FILE --event FILE [--until P30D] [--choose NODE=PORT]… [--language ru] [--json]',
  about: 'walk a workflow with an event, and show all that it would do; nothing is sent',
  more: `Waits are jumped over, suggestions are taken as approved, and of two ways that depend on others silence is taken.

  --event FILE         what happens, as JSON (below)
  --until P30D         go on so long, an ISO 8601 duration; without it to the end
  --choose NODE=PORT   take another way at a step: --choose wait=replied; again for further steps
  --language ru        say it in Russian
  --json               say it as JSON, for programs

The event file:
  {
    "kind": "form-submitted",
    "at": "2026-03-06T22:40:00Z",          now, when it is left out
    "records": { "contact": "anna" },      who takes part
    "fields": { "form": "website" },       what the event says
    "given": {                             records made up for this run, in the order in which they are needed
      "user": [{ "id": "valera", "name": "Valera", "email": "valera@tandem.example" }],
      "contact": [{ "id": "anna", "firstName": "Anna", "owner": "valera" }]
    },
    "company": { "zone": "Europe/Berlin" } zone, language, currency, region
  }
With "given" it runs in a company made up for it, and no installation is touched. Without it the records are those of
this installation, which is read and not changed; the program must not run meanwhile.`,
  options: {
    event: { type: 'string' },
    until: { type: 'string' },
    choose: { type: 'string', multiple: true },
    language: { type: 'string' },
    json: { type: 'boolean' },
  },
  async run([file], options, { env, print }) {
    const path = wanted(file, 'the workflow file')
    const event = wanted(textIn(options['event']), 'the event file, with --event')
    const wishes = readWishes(options)
    const { workflow, problems } = readWorkflow(readJsonFile(path))
    if (!canPublish(problems)) {
      for (const problem of problems) print(problemLine(problem, workflow))
      throw new CommandProblem(`${path} cannot be read as a whole. Say "tandem check ${path}" for all that is wrong.`)
    }
    const given = readGivenEvent(readJsonFile(event))
    const at = given.at ?? new Date()
    return await withNodeTypes(env, async (nodes) => {
      const walk = async (store: Store): Promise<undefined> => {
        const company = await companyOf(store, readSettings(env).baseUrl)
        const walked = await walkThrough(workflow, { given, at, wishes, nodes, store, company })
        const language = wishes.language ?? company.language
        const shown = { workflow, walked, store, company, types: nodes.types(), language, at: given.at ?? at, event: given }
        if (wishes.json) print(JSON.stringify(await trailAsData(shown), null, 2))
        else for (const line of await trailInWords(shown)) print(line)
      }
      return given.given ? await withMadeUpCompany(given, at, walk) : await withInstallation(env, walk)
    })
  },
}

interface Wishes {
  readonly until: string | null
  readonly choices: Readonly<Record<string, string>>
  readonly language: Language | null
  readonly json: boolean
}

function readWishes(options: Options): Wishes {
  const until = textIn(options['until']) ?? null
  if (until !== null && !parseDuration(until)) throw new UsageProblem(`"${until}" is no duration. Write for example --until P30D.`)
  const language = textIn(options['language']) ?? null
  if (language !== null && language !== 'en' && language !== 'ru') throw new UsageProblem('The languages are en and ru.')
  const choose = Array.isArray(options['choose']) ? options['choose'].map(String) : []
  const wrong = choose.find((each) => !/^[^=]+=[^=]+$/.test(each))
  if (wrong !== undefined) throw new UsageProblem(`"${wrong}" is no choice. Write for example --choose wait=replied.`)
  const choices = Object.fromEntries(choose.map((each) => each.split('=') as [string, string]))
  return { until, choices, language, json: options['json'] === true }
}

interface Walking {
  readonly given: GivenEvent
  readonly at: Date
  readonly wishes: Wishes
  readonly nodes: InstalledNodes
  readonly store: Store
  readonly company: Company
}

/** The way through the workflow, and the trigger that it began at. */
export interface Walked extends Trial {
  readonly trigger: string
  readonly until: Date | null
}

async function walkThrough(workflow: Workflow, { given, at, wishes, nodes, store, company }: Walking): Promise<Walked> {
  const mail = openMail({ usual: null, ofMailbox: async () => null, onlyThisMachine: true }, 'a run that sends nothing')
  const engine = openEngine({
    store,
    clock: manualClock(at),
    nodeTypes: nodes.types,
    away: nodes.away,
    company: () => company,
    graceMs: () => 0,
    deliverers: [mail.deliverer, callDeliverer(openWayOut({ allowed: [] }), (sealed) => sealed)],
    onError: () => {},
  })
  try {
    const planned = plan(`${workflow.id}:run`, workflow, engine.typeNamed)
    checkChoices(wishes.choices, workflow, engine.typeNamed)
    const event = await eventOf(workflow, given, at, store)
    const trigger = triggerFor(planned, event, engine)
    const subject = event.about
    const until = wishes.until === null ? null : add(at, wishes.until, company.zone)
    const request = { plan: planned, trigger, subject, event, choices: wishes.choices, until }
    return { ...(await tryOut(request, store, engine.parts(), at)), trigger, until }
  } finally {
    mail.close()
  }
}

function checkChoices(choices: Wishes['choices'], workflow: Workflow, typeNamed: Engine['typeNamed']): void {
  for (const [id, port] of Object.entries(choices)) {
    const node = workflow.nodes.find((each) => each.id === id)
    if (!node) throw new CommandProblem(`There is no step "${id}" in ${workflow.id}. Its steps are: ${idsOf(workflow)}.`)
    const type = typeNamed(node.type)
    const ports = type ? portsOf(toNodeTypeData(type), node, true).map((each) => each.port) : []
    if (!ports.includes(port)) throw new CommandProblem(`The step "${id}" has no way "${port}". It has: ${ports.join(', ')}.`)
  }
}

const idsOf = ({ nodes }: Workflow): string => nodes.map(({ id }) => id).join(', ')

/** The same event has the same id each time, so that chance comes out alike. */
async function eventOf(workflow: Workflow, { kind, records, fields }: GivenEvent, at: Date, store: Store): Promise<CrmEvent> {
  for (const [entity, id] of Object.entries(records)) {
    if (!(await store.record(entity, id)))
      throw new CommandProblem(`There is no ${entity} "${id}". Name one that exists, or bring it along under "given".`)
  }
  const { subject } = workflow.settings
  const about = subject === null ? null : (records[subject] ?? null)
  if (subject !== null && about === null) {
    throw new CommandProblem(`${workflow.id} is about a ${subject}, and the event names none. Write "records": { "${subject}": "<id>" }.`)
  }
  const own: JsonObject = kind.startsWith('record-') && subject !== null ? { entity: subject, ...fields } : fields
  return { id: idFor(workflow.id, kind, at), kind, at, about, records, fields: own, cause: { kind: 'outside', id: null, depth: 0 } }
}

/** The first trigger that begins with this event, or the one that the event names as its `node`. */
function triggerFor({ triggers }: Plan, event: CrmEvent, { typeNamed }: Engine): string {
  const hear = triggers.filter(({ node }) => node.mode !== 'off' && typeNamed(node.type)?.trigger?.events.includes(event.kind))
  const named = event.fields['node']
  const found = hear.find(({ id, type, stored }) => (named === undefined || named === id) && type?.trigger?.matches(stored as never, event))
  if (found) return found.id
  if (hear.length === 0)
    throw new CommandProblem(`No trigger of this flow begins with ${event.kind}. It begins with: ${heardBy(triggers, typeNamed)}.`)
  const wants = hear.map(({ id, node }) => `${id} ${JSON.stringify(node.params)}`).join('; ')
  throw new CommandProblem(`This ${event.kind} begins nothing. What would: ${wants}. Its "fields" say: ${JSON.stringify(event.fields)}.`)
}

const heardBy = (triggers: Plan['triggers'], typeNamed: Engine['typeNamed']): string =>
  [...new Set(triggers.flatMap(({ node }) => typeNamed(node.type)?.trigger?.events ?? []))].join(', ') || 'nothing'
