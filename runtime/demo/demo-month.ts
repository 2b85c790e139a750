/**
 * The last month of the demo company, lived through: forms and calls come in by the real intake, letters by the real
 * mail, clients order and pay, and the team decides, closes its tasks, and leaves the latest for whoever installs it.
 */
import type { JsonObject } from '../../shared/json.ts'
import type { Fields } from '../../shared/node.ts'
import { addDays, dayIn, localTime, weekdayOf } from '../../shared/time.ts'
import type { Language } from '../../shared/words.ts'
import { closeTask } from '../crm/close-task.ts'
import { decide } from '../engine/decide.ts'
import type { Parts } from '../http/parts.ts'
import { answerForm } from '../intake/answer-form.ts'
import { deliver } from '../intake/deliver.ts'
import { letterOpened, sentLetter } from '../intake/letter-signals.ts'
import { seals } from '../intake/seal.ts'
import { visited } from '../intake/site-visit.ts'
import { answerAsClient } from '../mail/answer-as-client.ts'
import { receiveLetter } from '../mail/receive-letter.ts'
import type { Op, RecordChange } from '../store/port.ts'
import type { SuggestionRow } from '../store/rows.ts'
import { Agenda } from './agenda.ts'
import type { Client, DemoCast, DemoPlace, Habit, OpenInvoice, ReadyDeal } from './demo-cast.ts'
import { personNamed, phoneOf } from './demo-clients.ts'
import { errandsOf } from './demo-errands.ts'
import { between, dayMs, dice, hourMs, pick } from './demo-records.ts'
import { sentences } from './demo-sentences.ts'

/** Plans the month; what follows from it, such as answers to letters, is planned while it is lived through. */
export function theMonth(place: DemoPlace, cast: DemoCast, parts: Parts): Agenda {
  const agenda = new Agenda()
  const month = new Month(place, cast, parts, agenda)
  month.plan()
  return agenda
}

class Month {
  private readonly place: DemoPlace
  private readonly cast: DemoCast
  private readonly parts: Parts
  private readonly agenda: Agenda
  private nextNumber = 5001

  constructor(place: DemoPlace, cast: DemoCast, parts: Parts, agenda: Agenda) {
    this.place = place
    this.cast = cast
    this.parts = parts
    this.agenda = agenda
  }

  plan(): void {
    for (const { at, by, change, entity, id, fields } of errandsOf(this.place, this.cast, this.recentDays()))
      if (at > this.place.start && at < this.place.now) this.agenda.plan(at, () => this.write(change, entity, id, fields, by))
    this.strangersWrite()
    this.clientsVisit()
    this.clientsWrite()
    for (const habit of this.cast.habits) for (const day of habit.comingOn) this.at(day, '11:20', () => this.orders(habit, day))
    for (const invoice of this.cast.openInvoices) {
      const { paidOn } = invoice
      if (paidOn) this.at(paidOn, '14:10', () => this.pays(invoice))
    }
    this.dealsAreWon()
    for (const day of this.workingDays()) {
      this.at(day, '10:40', () => this.teamDecides())
      this.at(day, '15:20', () => this.teamDecides())
      this.at(day, '16:40', () => this.teamClosesTasks())
    }
    this.agenda.plan(this.leftAloneSince(), () => this.adminTakesOver())
  }

  private get now(): Date {
    return this.parts.clock.now()
  }

  private get daysIn(): number {
    return Math.floor((this.now.getTime() - this.place.start.getTime()) / dayMs)
  }

  private at(day: string, time: string, happen: () => Promise<void>): void {
    const at = localTime(day, time, this.place.zone)
    if (at && at > this.place.start && at < this.place.now) this.agenda.plan(at, happen)
  }

  private workingDays(): readonly string[] {
    const days: string[] = []
    const last = dayIn(this.place.now, this.place.zone)
    for (let day = dayIn(this.place.start, this.place.zone); day <= last; day = addDays(day, 1)) if (weekdayOf(day) < 6) days.push(day)
    return days
  }

  /** The working days that are over, the latest first. */
  private recentDays(): readonly string[] {
    const { now, zone } = this.place
    return [...this.workingDays()].reverse().filter((day) => (localTime(day, '17:30', zone) ?? now) < now)
  }

  /** What comes up later is left for whoever installs it: two working days of it, whatever day it is. */
  private leftAloneSince(): Date {
    return localTime(this.recentDays()[1] ?? '', '12:00', this.place.zone) ?? this.place.now
  }

  /** Sixteen people who are new, most by the form, some by the site of the fair; four of them in the last working days. */
  private strangersWrite(): void {
    const { now, language, zone } = this.place
    const [last = '', before = ''] = this.recentDays()
    const lately = [
      localTime(last, '14:40', zone),
      localTime(last, '10:05', zone),
      localTime(before, '15:20', zone),
      localTime(before, '13:10', zone),
    ]
    for (let turn = 0; turn < 16; turn++) {
      const at = lately[turn] ?? new Date(now.getTime() - (3 + turn * 1.6) * dayMs)
      this.agenda.plan(at, () => this.strangerWrites(turn, turn % 6 === 1 ? other(language) : language))
    }
  }

  private async strangerWrites(turn: number, spoken: Language): Promise<void> {
    const [first, last, latin] = personNamed(spoken, 100 + turn)
    const person = {
      name: `${first} ${last}`,
      email: `${latin}@mail.example`,
      phone: turn % 4 === 3 ? '' : phoneOf(spoken, 700 + turn),
      message: pick(sentences[spoken].requests, `request ${turn}`),
    }
    if (turn % 4 === 2) {
      const hook = await this.parts.doors.hook('demo-site')
      if (hook) await deliver(hook, { bytes: Buffer.from(JSON.stringify(person)), contentType: 'application/json', key: null }, this.parts)
      return
    }
    const form = await this.parts.doors.form('website')
    const given: JsonObject = { ...person, _lang: spoken }
    const answers = { given, bytes: Buffer.from(JSON.stringify(person)), contentType: 'application/json', key: null, language: spoken }
    if (form) await answerForm(form, { ...answers, nowMs: this.now.getTime() }, this.parts, seals(this.parts.secretKey))
  }

  /** Known people look at the site; those who work in IT look at the machines. */
  private clientsVisit(): void {
    const { now } = this.place
    const curious = this.cast.clients.filter(({ inIt, isLead }) => inIt || isLead)
    for (let turn = 0; turn < 44; turn++) {
      const client = turn < 26 ? pick(curious, `visitor ${turn}`) : pick(this.cast.clients, `visitor ${turn}`)
      const page = client.inIt || dice(`page ${turn}`) < 0.4 ? pick(machinePages, `machine ${turn}`) : pick(otherPages, `page ${turn}`)
      const at = new Date(now.getTime() - (0.2 + dice(`visited ${turn}`) * 28) * dayMs)
      this.agenda.plan(at, () => this.visits(client, page))
    }
    const lookers = this.cast.clients.filter(({ inIt, isLead }) => inIt && isLead).slice(0, 2)
    for (const [turn, client] of lookers.entries()) {
      for (const daysAgo of [1.7, 0.6]) {
        const at = new Date(now.getTime() - (daysAgo + turn * 0.1) * dayMs)
        this.agenda.plan(at, () => this.visits(client, pick(machinePages, `looks ${turn} ${daysAgo}`)))
      }
    }
  }

  private async visits({ contact }: Client, [path, title]: readonly [string, string]): Promise<void> {
    const visit = { visitor: `demo-${contact.slice(-12)}`, url: `https://kolibri.example${path}`, title, name: null, contact, earlier: [] }
    await this.parts.engine.pump.perform(visited({ ...visit, machine: false }))
  }

  /** Letters that come by themselves, two of them since yesterday. */
  private clientsWrite(): void {
    const { now } = this.place
    for (let turn = 0; turn < 10; turn++) {
      const client = pick(
        this.cast.clients.filter(({ isLead }) => !isLead),
        `writer ${turn}`,
      )
      const backMs = turn < 2 ? (0.3 + turn * 0.5) * dayMs : turn * 2.7 * dayMs
      this.agenda.plan(new Date(now.getTime() - backMs), () => this.writes(client, turn))
    }
  }

  private async writes(client: Client, turn: number): Promise<void> {
    const [subject, text] = pick(sentences[client.language].letters, `letter ${turn}`)
    const owner = await this.parts.store.record('user', client.owner)
    const lines = [
      `From: ${client.email}`,
      `To: ${String(owner?.['email'] ?? '')}`,
      `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
      `Message-ID: <demo-letter-${turn}@${client.email.split('@')[1]}>`,
      `Date: ${this.now.toUTCString()}`,
      'Content-Type: text/plain; charset=utf-8',
      '',
      text,
    ]
    await this.receives(Buffer.from(lines.join('\r\n')), await this.mailboxOf(client.owner))
  }

  private async mailboxOf(user: string): Promise<string> {
    const found = await this.parts.store.ids('mailbox', { field: 'user', is: 'is', value: user }, { limit: 1, now: this.now })
    return (
      found[0] ??
      (await this.parts.store.ids('mailbox', { field: 'kind', is: 'is', value: 'company' }, { limit: 1, now: this.now }))[0] ??
      ''
    )
  }

  private async receives(raw: Uint8Array, mailbox: string): Promise<void> {
    const region = (await this.parts.company.settings())?.region ?? 'DE'
    const received = await receiveLetter(raw, mailbox, { store: this.parts.store, links: this.parts.mail.links, now: this.now, region })
    if (received) await this.parts.submit({ ops: received.ops })
  }

  /** The order, its line and its invoice; three of four are paid when they are due, within the month. */
  private async orders({ client, product, name, quantity, price }: Habit, day: string): Promise<void> {
    const number = String(this.nextNumber++)
    const ids = { order: `demo-order-${number}`, line: `demo-line-${number}`, invoice: `demo-invoice-${number}` }
    const who = { contact: client.contact, company: client.company, owner: client.owner }
    const amount = { cents: price.cents * quantity, currency: price.currency }
    const dueOn = addDays(day, 7)
    await this.write('create', 'order', ids.order, { number, orderedOn: day, status: 'placed', total: amount, ...who })
    const line = { order: ids.order, product, description: name, quantity, price, contact: client.contact, orderedOn: day }
    await this.write('create', 'orderLine', ids.line, line)
    const invoice = { number: `K-${number}`, amount, status: 'open', issuedOn: day, dueOn, order: ids.order, ...who }
    await this.write('create', 'invoice', ids.invoice, invoice)
    this.at(addDays(day, 2), '12:00', () => this.write('update', 'order', ids.order, { status: 'shipped' }))
    if (dice(`pays ${number}`) > 0.75) return
    this.at(addDays(dueOn, between(-3, 0, `pays on ${number}`)), '14:30', () =>
      this.pays({ id: ids.invoice, amount, client, paidOn: null }),
    )
  }

  /** Every few days one; of every other deal the invoice was written before. */
  private dealsAreWon(): void {
    const { now, zone } = this.place
    for (const [turn, deal] of this.cast.readyDeals.entries()) {
      const planned = dayIn(new Date(now.getTime() - (1.4 + turn * 3.1) * dayMs), zone)
      const day = weekdayOf(planned) < 6 ? planned : addDays(planned, -2)
      if (turn % 2 === 0) this.at(day, '11:50', () => this.invoices(deal))
      this.at(day, '13:20', () => this.write('update', 'deal', deal.id, { stage: this.place.stages.won, closedOn: day }))
    }
  }

  private async invoices({ id, amount, client }: ReadyDeal): Promise<void> {
    const number = `K-${this.nextNumber++}`
    const issuedOn = dayIn(this.now, this.place.zone)
    const who = { deal: id, contact: client.contact, company: client.company, owner: client.owner }
    const fields = { number, amount, status: 'open', issuedOn, dueOn: addDays(issuedOn, between(2, 9, `due ${id}`)), ...who }
    await this.write('create', 'invoice', `demo-invoice-of-${id}`, fields)
  }

  private async pays({ id, amount, client }: OpenInvoice): Promise<void> {
    const number = `P-${this.nextNumber++}`
    const who = { contact: client.contact, company: client.company, owner: client.owner }
    const paidOn = dayIn(this.now, this.place.zone)
    await this.write('create', 'payment', `demo-payment-${number}`, { number, amount, paidOn, invoice: id, ...who })
  }

  private async write(
    change: 'create' | 'update',
    entity: string,
    id: string,
    fields: JsonObject,
    person = this.cast.team.nikita.id,
  ): Promise<void> {
    const one: RecordChange = { change, entity, id, revision: null, fields, cause: this.by(person), at: this.now }
    await this.submit([{ op: 'change', change: one }])
  }

  private async submit(ops: readonly Op[]): Promise<void> {
    const result = await this.parts.submit({ ops })
    if (!result.ok) throw new Error(`The demo company cannot be written: ${result.said.code}`)
  }

  private by(id: string): RecordChange['cause'] {
    return { kind: 'person', id, depth: 0 }
  }

  /** The team looks at what waits: mostly it agrees, sometimes not, and some things it leaves lying. */
  private async teamDecides(): Promise<void> {
    if (this.isLeftAlone(this.now)) return
    const { items } = await this.parts.store.suggestions({ statuses: ['pending'], limit: 200 })
    for (const suggestion of items) {
      const luck = dice(`decides ${labelOf(suggestion)} ${this.daysIn}`)
      if (this.now.getTime() - suggestion.createdAt.getTime() < hourMs || luck > 0.8) continue
      const by = await this.deciderOf(suggestion)
      const decision =
        luck < 0.7
          ? ({ kind: 'approve', hash: suggestion.hash } as const)
          : ({
              kind: 'dismiss',
              hash: suggestion.hash,
              reason: pick(['wrong-time', 'already-done', 'not-needed'] as const, suggestion.id),
            } as const)
      const { value } = await this.parts.engine.pump.perform(decide(suggestion.id, decision, by))
      if (value.ok && decision.kind === 'approve') this.clientReacts(suggestion)
    }
  }

  private isLeftAlone(at: Date): boolean {
    return at > this.leftAloneSince()
  }

  private async deciderOf({ assignee }: SuggestionRow): Promise<{ id: string; name: string }> {
    const user = assignee === null ? null : await this.parts.store.record('user', assignee)
    return user ? { id: user.id, name: String(user['name']) } : this.cast.team.marta
  }

  /** Most people open a letter, about half of them answer, some only after they have been asked again. */
  private clientReacts(suggestion: SuggestionRow): void {
    const id = labelOf(suggestion)
    const letter = suggestion.effects.find((effect) => effect.kind === 'send-email')
    if (letter?.kind !== 'send-email') return
    const opened = new Date(this.now.getTime() + between(20, 300, `opens ${id}`) * 60_000)
    if (dice(`opens? ${id}`) < 0.75) this.agenda.plan(opened, () => this.opens(letter.id))
    if (dice(`answers? ${id}`) > 0.5) return
    const at = new Date(opened.getTime() + between(1, 60, `answers ${id}`) * hourMs)
    const words = sentences[letter.language]
    const text = letter.questions.length > 0 ? pick(words.answers, `answer ${id}`) : thanks[letter.language]
    this.agenda.plan(at, () => this.answers(letter.id, text))
  }

  private async opens(message: string): Promise<void> {
    const sent = await sentLetter(message, this.parts)
    if (sent) await letterOpened(sent, false, this.parts)
  }

  private async answers(message: string, text: string): Promise<void> {
    const sent = await sentLetter(message, this.parts)
    if (sent?.message['state'] !== 'sent') return
    await this.receives(await answerAsClient(sent.message, sent.delivery, text, this.now), String(sent.message['mailbox'] ?? ''))
  }

  /** Tasks of yesterday and before are closed with their results; some stay, and are reminded of. */
  private async teamClosesTasks(): Promise<void> {
    if (this.isLeftAlone(this.now)) return
    const rule = { field: 'state', is: 'is', value: 'open' } as const
    const { items } = await this.parts.store.list({ entity: 'task', rule, limit: 200, now: this.now })
    for (const task of items) {
      const isYoung = this.now.getTime() - Date.parse(String(task['createdAt'])) < 0.8 * dayMs
      const isSlow = dice(`slow ${String(task['title'])}`) < 0.4
      if (!isYoung && !isSlow && dice(`closes ${String(task['title'])} ${this.daysIn}`) < 0.55) await this.closes(task)
    }
  }

  /** A task to write an invoice goes away by itself when the invoice is there. */
  private async closes(task: Fields): Promise<void> {
    const { readyDeals, closingDeals } = this.cast
    const deal = [...readyDeals, ...closingDeals].find(({ id }) => id === task['deal'])
    if (deal && task['kind'] === 'paperwork') return await this.invoices(deal)
    const person = typeof task['owner'] === 'string' ? task['owner'] : this.cast.team.nikita.id
    const closing = { store: this.parts.store, cause: this.by(person), now: this.now, person }
    await this.submit(await closeTask(task, Number(task['revision']), await this.resultOf(task), closing))
  }

  private async resultOf(task: Fields): Promise<unknown> {
    if (task['resultKind'] === 'choice' && Array.isArray(task['resultOptions']))
      return pick(task['resultOptions'], `result ${String(task['title'])}`)
    if (task['resultKind'] === 'date') return addDays(dayIn(this.now, this.place.zone), 5)
    if (task['resultKind'] !== 'payment') return sentences[this.place.language].calls[0]
    const invoice = await this.parts.store.record('invoice', String(task['invoice'] ?? ''))
    return { number: `P-${this.nextNumber++}`, amount: invoice?.['amount'] ?? null, paidOn: dayIn(this.now, this.place.zone) }
  }

  /** Whoever installs the demo gets what comes in from now on, so that their own inbox is not empty. */
  private async adminTakesOver(): Promise<void> {
    const doors = { form: await this.parts.doors.form('website'), hook: await this.parts.doors.hook('demo-site') }
    for (const [entity, door] of Object.entries(doors)) if (door) await this.write('update', entity, door.id, { owner: this.place.admin })
  }
}

/** The same for the same step and people each time the demo is loaded; ids are not. */
const labelOf = ({ node, links }: SuggestionRow): string => `${node} ${links.map(({ title }) => title).join(' ')}`

const other = (language: Language): Language => (language === 'ru' ? 'en' : 'ru')

const machinePages = [
  ['/machines/aurora-2', 'Aurora 2'],
  ['/machines/aurora-1', 'Aurora 1'],
  ['/machines/office-x', 'Office X'],
] as const

const otherPages = [
  ['/beans/house-1', 'House Blend'],
  ['/beans/ethi-1', 'Ethiopia Yirgacheffe'],
  ['/delivery', 'Delivery'],
  ['/about', 'About us'],
] as const

const thanks: Readonly<Record<Language, string>> = {
  en: 'Yes please, the same as last time. Thank you for thinking of us!',
  ru: 'Да, пожалуйста, столько же. Спасибо, что помните о нас!',
}
