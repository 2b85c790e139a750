/** WITHDRAWN: with very many suggestions open, how soon one that lost its reason is no longer there. */
import { randomBytes } from 'node:crypto'
import Sqlite from 'better-sqlite3'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { figure } from './figures.ts'
import { startInstallation } from './installation.ts'
import { withDatabase } from './recorded-rows.ts'
import type { Measured } from './throughput.ts'

/** A button asks about whoever is in Kazan; without a deadline, and only while they are there. */
const asking: Workflow = {
  ...emptyWorkflow('asking', 'Asks'),
  settings: { subject: 'contact', enrolment: { policy: 'every-time' } },
  nodes: [
    { id: 'begin', type: 'trigger.manual', mode: 'act', params: { entity: 'contact', button: ['Ask'], role: 'everyone', bulk: true } },
    {
      id: 'note',
      type: 'crm.note',
      mode: 'suggest',
      params: { text: ['Call'] },
      common: { relevance: { field: 'city', is: 'is', value: 'Kazan' } },
    },
  ],
  edges: [{ from: 'begin', port: 'out', to: 'note' }],
}

const copied = ['events', 'runs', 'positions', 'trails', 'suggestions', 'watches'] as const

/** `open`: so many suggestions about as many people. One after the other `times` of them move away. Throws when more than theirs is withdrawn. */
export async function measureWithdrawals({ folder, open, times }: { folder: string; open: number; times: number }): Promise<Measured> {
  const contacts = await prepare(folder, times)
  copySuggestions(folder, open - times)
  const product = await startInstallation({ folder })
  const took: number[] = []
  try {
    const { items } = await product.get<{ items: readonly { id: string; subject: { id: string } }[] }>('/api/suggestions?limit=200')
    if (items.length === 0) throw new Error('WITHDRAWN: nothing is open')
    for (const contact of contacts) {
      const began = performance.now()
      await product.patch(`/api/contacts/${contact}`, { revision: 1, fields: { city: 'Perm' } })
      while ((await product.get<{ total: number }>(`/api/suggestions?subject=${contact}&status=withdrawn&limit=1`)).total === 0);
      took.push(performance.now() - began)
    }
  } finally {
    await product.stop()
  }
  const left = withDatabase(product.file, (database) =>
    Number(database.prepare(`select count(*) from "suggestions" where "status" = 'pending'`).pluck().get()),
  )
  if (left !== open - times) throw new Error(`WITHDRAWN: of ${open - times} suggestions that stay, ${left} are left`)
  const name = `WITHDRAWN from a change until it is seen, ${open.toLocaleString('en')} open`
  return { figures: [figure(name, took, 'ms', { kind: 'most', must: 50, aim: 20 })], notes: [] }
}

/** The workflow and a suggestion about each of so many people, whose ids are answered. */
async function prepare(folder: string, people: number): Promise<readonly string[]> {
  const product = await startInstallation({ folder })
  try {
    await product.publish(asking)
    const records: string[] = []
    for (let number = 0; number < people; number++) {
      const { record } = await product.post<{ record: { id: string } }>('/api/contacts', {
        fields: { firstName: `N${number}`, city: 'Kazan' },
      })
      records.push(record.id)
    }
    await product.post('/api/buttons', { button: 'asking/begin', entity: 'contact', records })
    while ((await product.get<{ total: number }>('/api/suggestions?limit=1')).total < people);
    return records
  } finally {
    await product.stop()
  }
}

/** The rows of the last suggestion once more for each, under other ids and about other people. */
function copySuggestions(folder: string, count: number): void {
  const database = new Sqlite(`${folder}/tandem.db`)
  try {
    const last = database.prepare('select "id", "run", "position", "subject" from "suggestions" order by "id" desc').get() as Record<
      string,
      string
    >
    const event = String(database.prepare('select "event" from "runs" where "id" = ?').pluck().get(last['run']))
    const names = [...Object.values(last), event]
    const copies = copied.flatMap((table) => {
      const [key, value] = table === 'events' ? ['id', event] : table === 'runs' ? ['id', last['run']] : ['run', last['run']]
      const rows = database.prepare(`select * from "${table}" where "${key}" = ?`).all(value) as Record<string, string | number | null>[]
      return rows.map((row) => {
        // A trail is numbered within its run; everywhere else the number is the table's own.
        const columns = Object.keys(row).filter((name) => name !== 'number' || table === 'trails')
        const sql = `insert into "${table}" (${columns.map((name) => `"${name}"`).join(', ')}) values (${columns.map(() => '?').join(', ')})`
        return { statement: database.prepare(sql), cells: columns.map((name) => row[name] ?? null) }
      })
    })
    database.transaction(() => {
      for (let number = 0; number < count; number++) {
        const fresh = randomBytes(12).toString('hex')
        const renamed = (cell: string | number | null) =>
          typeof cell === 'string' ? names.reduce((text, name, at) => text.replaceAll(name, `${fresh}-${at}`), cell) : cell
        for (const { statement, cells } of copies) statement.run(cells.map(renamed))
      }
    })()
  } finally {
    database.close()
  }
}
