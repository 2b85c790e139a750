/** `erase`: a person is erased on their request, as from their card. Without their name it only shows what would go. */
import { entityNamed } from '../../shared/entities.ts'
import { normalEmail } from '../../shared/identity.ts'
import { say } from '../../shared/say.ts'
import { countsOf, isSameName, nameToType } from '../crm/erased-person.ts'
import { type Erasures, openErasures } from '../crm/erasures.ts'
import { addressMarks } from '../mail/address-mark.ts'
import { checkSecretKey, openSecretKey } from '../secret-key.ts'
import { readSettings } from '../settings.ts'
import type { Store } from '../store/port.ts'
import { type Command, CommandProblem, type Terminal, textIn, UsageProblem, wanted } from './command.ts'
import { withInstallation } from './installation.ts'

const shortestReason = 3
const longestReason = 500

/** Throws `StoreProblem` `folder-in-use` while the program runs: then it is done from the card of the person. */
export const erase: Command = {
  usage: 'PERSON [--name NAME --reason TEXT]',
  about: 'erase a person for good, who asked for it',
  more: `PERSON is the e-mail address or the id of a contact. Without --name it shows what would go, and nothing is erased.
Stop the program first; while it runs, an admin does the same from the card of the person. The reason is kept, so write
nothing about the person into it, only what the erasure rests on:
  npm run tandem -- erase anna@client.example --name "Anna Weber" --reason "Letter of 2 March"
Backups still hold the person until they are restored: keep erasures.jsonl, by which they are erased again then.`,
  options: { name: { type: 'string' }, reason: { type: 'string' } },
  async run([person], options, { env, print }) {
    const who = wanted(person, 'the e-mail address or the id of the person')
    const [name, reason] = [textIn(options['name']), textIn(options['reason'])?.trim()]
    if (name !== undefined && (reason === undefined || reason.length < shortestReason || reason.length > longestReason)) {
      throw new UsageProblem('Say what the erasure rests on: --reason "Letter of 2 March", 3 to 500 characters.')
    }
    return withInstallation(env, async (store) => {
      const erasures = await erasuresOf(store, env)
      const contact = await contactNamed(who, store)
      const known = nameToType(contact)
      if (name === undefined) return show(known, contact.id, erasures, print)
      if (!isSameName(name, known)) throw new CommandProblem(`Nothing was erased: ${who} is called "${known}", not "${name}".`)
      return carryOut(contact.id, reason ?? '', erasures, print)
    })
  },
}

async function erasuresOf(store: Store, env: Terminal['env']): Promise<Erasures> {
  const settings = readSettings(env)
  const key = openSecretKey(settings)
  await checkSecretKey(key, settings, store)
  return openErasures({
    store,
    submit: async (unit) => {
      const [result] = await store.commit([unit])
      if (!result) throw new CommandProblem('The store did not answer.')
      return result
    },
    dataDir: settings.dataDir,
    markOf: addressMarks(key.toString('hex')),
    now: () => new Date(),
  })
}

async function contactNamed(who: string, store: Store) {
  const address = normalEmail(who)
  const [found] = address === null ? [] : await store.identities([{ channel: 'email', address }])
  const contact = await store.record('contact', found?.contact ?? who)
  if (!contact) throw new CommandProblem(`There is no contact with the e-mail or id ${who}.`)
  return contact
}

async function show(name: string, id: string, erasures: Erasures, print: Terminal['print']): Promise<number> {
  const traces = await erasures.look(id)
  if (!traces) throw new CommandProblem(`The contact ${id} is gone.`)
  const { goes, stays, runs, suggestions, deliveries, files, mentions } = countsOf(traces)
  const gone = { ...titled(goes), 'Runs that end': runs, Suggestions: suggestions, 'Letters and calls': deliveries, Files: files }
  print(`${name}, ${id}`)
  print(`Goes:\n${lines({ ...gone, 'Texts about others, rewritten': mentions })}`)
  if (Object.keys(stays).length > 0) print(`Stays for the books, as nobody's:\n${lines(titled(stays))}`)
  print(`\nNothing was erased. It cannot be taken back; to do it, repeat with --name "${name}" --reason "what it rests on".`)
  return 0
}

const titled = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([entity, count]) => [entityNamed(entity).titles.en, count]))

const lines = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .flatMap(([what, count]) => (count > 0 ? [`  ${what}: ${count}`] : []))
    .join('\n')

async function carryOut(contact: string, reason: string, erasures: Erasures, print: Terminal['print']): Promise<number> {
  const erased = await erasures.erase(contact, { by: null, reason })
  if (!erased.ok) {
    throw new CommandProblem(erased.problem === 'not-found' ? 'The contact is gone.' : say({ code: 'import-under-way' }, 'en'))
  }
  print(`Erased, as number ${erased.id} of the list in erasures.jsonl. The address is never written to again.`)
  if (!erased.isFinished) print('Something is still left, and goes when the program is started.')
  if (erased.unread.length === 0) return 0
  print(`These copies could not be opened, and may still hold the person. Delete them: ${erased.unread.join(', ')}`)
  return 1
}
