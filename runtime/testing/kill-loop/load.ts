/** Clients that never give up: each goes on until the program has answered, in this life or the next. */
import type { Product } from '../product.ts'
import { hookPath } from './flows.ts'
import type { Ledger } from './ledger.ts'

const senders = 6
const pauseMs = 10

/** Answers that are wrong at any time: neither done, nor a refusal that the client may expect. */
export type Complaint = string

interface Load {
  /** Resolves when every client has stopped: the program is gone, or `isOver` said so. */
  readonly done: Promise<void>
  readonly complaints: readonly Complaint[]
}

/**
 * Sends orders up to the number `most`, approves what is suggested and edits records, until `isOver` says so or the
 * program stops answering.
 */
export function loadOn(product: Product, ledger: Ledger, most: number, isOver: () => boolean): Load {
  const complaints: Complaint[] = []
  const underWay = new Set<number>()

  async function untilOver(step: () => Promise<boolean>): Promise<void> {
    while (!isOver()) {
      const wasBusy = await step()
      if (!wasBusy) await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
  }

  async function sendOrder(): Promise<boolean> {
    const number = ledger.nextOrder(most, underWay)
    if (number === null) return false
    underWay.add(number)
    try {
      const { status, body } = await product.ask('POST', `/hooks/${hookPath}`, orderOf(number), { 'idempotency-key': `order-${number}` })
      if (status === 202) ledger.orders.set(number, body.event)
      else if (status !== 503) complaints.push(`order ${number}: ${status} ${JSON.stringify(body)}`)
    } finally {
      underWay.delete(number)
    }
    return true
  }

  async function approve(): Promise<boolean> {
    const { status, body } = await product.ask('GET', '/api/suggestions?limit=50')
    if (status !== 200) return false
    for (const { id, hash } of body.items) {
      ledger.approvals.set(id, ledger.approvals.get(id) ?? false)
      const decided = await product.ask('PUT', `/api/suggestions/${id}/decision`, { kind: 'approve', hash })
      if (decided.status === 200) ledger.approvals.set(id, true)
      else if (decided.status !== 503) complaints.push(`approval ${id}: ${decided.status} ${JSON.stringify(decided.body)}`)
    }
    return body.items.length > 0
  }

  async function edit(contact: string): Promise<boolean> {
    const opened = await product.ask('GET', `/api/contacts/${contact}`)
    const known = ledger.edits.get(contact)
    if (opened.status !== 200 || !known) return false
    const value = known.tried + 1
    known.tried = value
    const { revision } = opened.body.record
    const { status, body } = await product.ask('PATCH', `/api/contacts/${contact}`, { revision, fields: { need: String(value) } })
    if (status === 200) known.answered = value
    else if (status !== 503) complaints.push(`edit of ${contact}: ${status} ${JSON.stringify(body)}`)
    return true
  }

  const clients = [
    ...Array.from({ length: senders }, () => untilOver(sendOrder)),
    untilOver(approve),
    ...[...ledger.edits.keys()].map((contact) => untilOver(() => edit(contact))),
  ]
  // A client whose question has no whole answer has met the end of the program.
  const done = Promise.all(clients.map((client) => client.catch(() => undefined))).then(() => undefined)
  return { done, complaints }
}

const orderOf = (number: number) => ({ number: String(number), email: `order-${number}@client.example`, name: `Client ${number}` })
