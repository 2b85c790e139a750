import { expect, onTestFinished, test } from 'vitest'
import type { Store } from '../store/port.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from '../testing/world.ts'

const form = { type: 'trigger.form', params: { form: 'website' } }
const note = { type: 'crm.note', params: { text: ['was here'] } }
const paid = { type: 'wait.forEvent', params: { what: 'custom', detail: ['paid'], patience: 'P30D' } }
const letter = {
  type: 'msg.email',
  params: { letter: { en: { subject: ['Hello'], blocks: [] } }, sender: 'company', category: 'personal' },
}

/** A disk that is full for a number of commits. */
class Disk {
  private armed = 0
  private left = 0

  /** After the next commit that goes through. */
  breaksFor(commits: number): void {
    this.armed = commits
  }

  fillsUpFor(commits: number): void {
    this.left = commits
  }

  isFull(): boolean {
    return this.left > 0
  }

  readonly under = (store: Store): Store => ({
    ...store,
    commit: async (units) => {
      if (this.left > 0) {
        this.left--
        throw new Error('SQLITE_FULL: database or disk is full')
      }
      const results = await store.commit(units)
      this.left = this.armed
      this.armed = 0
      return results
    },
  })
}

async function world(disk: Disk, options: WorldOptions): Promise<World> {
  const made = await aWorld({ ...options, store: disk.under, onError: () => {} })
  onTestFinished(() => made.close())
  return made
}

/** By a real clock, it would look again by itself. */
async function untilThereIsSpace(here: World, disk: Disk): Promise<void> {
  while (disk.isFull()) await here.engine.pump.idle()
  await here.engine.pump.idle()
}

const outages = [1, 2, 5, 6, 7, 8, 12, 30]

test.each(outages)('an event that has been stored is heard, though then %i commits fail', async (commits) => {
  const disk = new Disk()
  const here = await world(disk, { workflows: [aWorkflow({ form, paid, note }, ['form -> paid', 'paid:happened -> note'])] })
  await here.happens('form-submitted', { form: 'website' })

  disk.breaksFor(commits)
  await here.happens('custom', { name: 'paid' })
  await untilThereIsSpace(here, disk)

  expect(await here.records('note')).toHaveLength(1)
  expect((await here.runs()).flatMap(({ positions }) => positions)).toEqual([])
  expect(await here.store.pendingEvents(10)).toEqual([])
})

test.each(outages)('what follows by itself from a record is done, though then %i commits fail', async (commits) => {
  const disk = new Disk()
  const here = await world(disk, {})
  await here.creates('invoice', 'i1', {
    number: '1',
    contact: 'anna',
    amount: { cents: 500, currency: 'EUR' },
    status: 'open',
    issuedOn: '2026-03-01',
  })

  disk.breaksFor(commits)
  await here.creates('payment', 'pay', {
    number: 'p',
    invoice: 'i1',
    contact: 'anna',
    amount: { cents: 500, currency: 'EUR' },
    paidOn: '2026-03-02',
  })
  await untilThereIsSpace(here, disk)

  expect(await here.record('invoice', 'i1')).toMatchObject({ status: 'paid' })
  expect(await here.store.pendingEvents(10)).toEqual([])
})

test.each(outages)('the answer of the mail server is kept, though then %i commits fail', async (commits) => {
  const disk = new Disk()
  const here = await world(disk, {
    workflows: [aWorkflow({ form, letter, note }, ['form -> letter', 'letter:sent -> note'])],
    post: async ({ id }) => {
      disk.fillsUpFor(commits)
      return { kind: 'done', result: { state: 'sent', message: id } }
    },
  })
  await here.happens('form-submitted', { form: 'website' })
  await untilThereIsSpace(here, disk)

  expect(here.sent).toHaveLength(1)
  expect(await here.store.deliveries({ limit: 10 })).toMatchObject([{ state: 'done' }])
  expect(await here.records('note')).toHaveLength(1)
})
