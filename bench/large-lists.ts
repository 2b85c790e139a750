/** What people wait for in a large company: a segment that is counted, a change that moves somebody into it, a table that comes in. */
import { setTimeout as later } from 'node:timers/promises'
import { residentMiB } from './child.ts'
import { figure } from './figures.ts'
import { type Installation, startInstallation } from './installation.ts'
import { addContacts } from './large-company.ts'
import type { Measured } from './throughput.ts'

const contacts = 100_000
const segment = {
  all: [
    { field: 'city', is: 'is', value: 'Kazan' },
    { field: 'lastName', is: 'contains', value: '7' },
  ],
}
const withoutOrders = { all: [{ field: 'city', is: 'is', value: 'Kazan' }, { none: 'orders' }] }

/** `folder` is empty. Throws when a count is wrong. */
export async function measureSegments({ folder, times }: { folder: string; times: number }): Promise<Measured> {
  await (await startInstallation({ folder })).stop()
  await addContacts(folder, contacts)
  const product = await startInstallation({ folder })
  const counted: number[] = []
  const related: number[] = []
  const moved: number[] = []
  try {
    const { items } = await product.get<{ items: readonly { id: string; revision: number }[] }>(
      `/api/contacts?limit=${times}&filter=${encodeURIComponent(JSON.stringify({ field: 'city', is: 'is', value: 'Omsk' }))}`,
    )
    const first = await count(product, { all: [{ field: 'city', is: 'is', value: 'Kazan' }] })
    if (first !== contacts / 8) throw new Error(`The segment has ${first} people and should have ${contacts / 8}`)
    let inside = first
    for (const { id, revision } of items) {
      counted.push(await timed(() => count(product, segment)))
      related.push(await timed(() => count(product, withoutOrders)))
      moved.push(
        await timed(async () => {
          await product.patch(`/api/contacts/${id}`, { revision, fields: { city: 'Kazan' } })
          const now = await count(product, { all: [{ field: 'city', is: 'is', value: 'Kazan' }] })
          if (now !== ++inside) throw new Error(`The segment has ${now} people and should have ${inside}`)
        }),
      )
    }
  } finally {
    await product.stop()
  }
  const goal = { kind: 'most', must: 1000, aim: 200 } as const
  return {
    figures: [
      figure('Segment of two conditions counted among 100,000 contacts', counted, 'ms', goal),
      figure('Segment that asks about orders, likewise', related, 'ms', goal),
      figure('Membership seen after one change', moved, 'ms', goal),
    ],
    notes: [],
  }
}

const rows = 190_000

/** A table of purchases as large as a year of a wholesaler. `folder` is empty. Throws when a row is missing. */
export async function measureImport({ folder }: { folder: string }): Promise<Measured> {
  const product = await startInstallation({ folder })
  try {
    const file = await product.upload('purchases.csv', purchases())
    const before = residentMiB(product.pid)
    let largest = before
    const waits: number[] = []
    const began = performance.now()
    const { id } = await product.post<{ id: string }>('/api/imports', {
      key: 'bench-purchases',
      file,
      entity: 'orderLine',
      mapping: [
        { column: 'Invoice', field: 'order.number' },
        { column: 'Sku', field: 'product.sku' },
        { column: 'Name', field: 'product.name' },
        { column: 'Quantity', field: 'quantity' },
        { column: 'Day', field: 'order.orderedOn', format: 'YYYY-MM-DD' },
        { column: 'Price', field: 'price', format: 'EUR' },
        { column: 'Client', field: 'contact.externalId' },
      ],
      duplicates: 'skip',
      startWorkflows: false,
      dryRun: false,
    })
    let job: { state: string; result: { created: number } | null } = { state: 'running', result: null }
    while (job.state !== 'done') {
      if (job.state === 'failed' || performance.now() - began > 600_000) throw new Error(`The import ${job.state}`)
      waits.push(
        await timed(async () => {
          job = await product.get(`/api/jobs/${id}`)
        }),
      )
      largest = Math.max(largest, residentMiB(product.pid))
      await later(50)
    }
    const took = (performance.now() - began) / 1000
    if (job.result?.created !== rows) throw new Error(`The import took in ${job.result?.created} of ${rows} rows`)
    waits.sort((a, b) => a - b)
    return {
      figures: [
        figure(`Import of ${rows.toLocaleString('en')} rows of purchases`, [took], 's', { kind: 'most', must: 60, aim: 15 }),
        figure('Import, what others wait meanwhile, p95', [waits[Math.floor(waits.length * 0.95)] ?? 0], 'ms'),
        figure('Import, memory at most above that before', [largest - before], 'MiB'),
      ],
      notes: ['Import: the memory counts the mapped database file, up to 64 MiB.'],
    }
  } finally {
    await product.stop()
  }
}

/** 190,000 lines of 10,000 orders by 2,000 clients, of 3,500 products. */
function purchases(): string {
  const lines = ['Invoice,Sku,Name,Quantity,Day,Price,Client']
  for (let number = 0; number < rows; number++) {
    const order = Math.floor(number / 19)
    const product = (number * 7) % 3_500
    const day = new Date(Date.UTC(2025, 0, 1 + (order % 365))).toISOString().slice(0, 10)
    lines.push(`A-${order},SKU-${product},Product ${product},${(number % 12) + 1},${day},${(product % 90) + 0.5},C-${order % 2_000}`)
  }
  return lines.join('\n')
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await work()
  return performance.now() - began
}

const count = async (product: Installation, rule: object): Promise<number> =>
  (await product.post<{ count: number }>('/api/rules/matches', { entity: 'contact', rule })).count
