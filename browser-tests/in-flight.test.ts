/** Automation that is under way stays in the hands of people: a version with a plan for those inside, a letter for one, a pause for all. */
import { expect, test } from 'vitest'
import { emptyWorkflow, type Workflow } from '../shared/workflow.ts'
import { choose } from './flow-editor.ts'
import { aMarketer, openHouse } from './marketer.ts'

const house = await openHouse({ TANDEM_CLOCK: 'manual' })

const begin = {
  id: 'begin',
  type: 'trigger.manual',
  mode: 'act',
  params: { entity: 'contact', button: ['Begin'], role: 'everyone', bulk: true },
} as const
const old = { id: 'old', type: 'wait.delay', mode: 'act', name: 'Old wait', params: { duration: 'P1D' } } as const
const wait = { id: 'wait', type: 'wait.delay', mode: 'act', name: 'Two days', params: { duration: 'P2D' } } as const
const write = (subject: string) =>
  ({
    id: 'write',
    type: 'msg.email',
    mode: 'act',
    name: 'Chase',
    params: {
      letter: { en: { subject: [subject], blocks: [{ kind: 'text', text: ['Dear friend'] }] } },
      sender: 'company',
      category: 'personal',
    },
  }) as const

function line(nodes: Workflow['nodes']): Workflow {
  const edges = nodes.slice(1).map(({ id }, at) => ({ from: nodes[at]?.id ?? '', port: 'out', to: id }))
  const layout = Object.fromEntries(nodes.map(({ id }, at) => [id, [0, at * 176] as const]))
  return { ...emptyWorkflow('chase', 'Chase'), nodes, edges, layout }
}

test.skipIf(!house)(
  'a version takes those inside along, one of them gets a letter of their own, and a pause holds all of it',
  {
    timeout: 120_000,
  },
  async () => {
    if (!house) return
    const { page, send, read, complaints } = await aMarketer(house)
    const base = house.here.url
    await send('post', '/api/workflows', { file: line([begin, old, wait, write('The old letter')]) })
    await send('put', '/api/workflows/chase/publication', { revision: 1 })
    const start = async (...names: string[]) => {
      const records: string[] = []
      for (const firstName of names) {
        const { record } = await send('post', '/api/contacts', { fields: { firstName, email: `${firstName}@client.test`.toLowerCase() } })
        records.push(record.id)
      }
      await send('post', '/api/buttons', { button: 'chase/begin', entity: 'contact', records })
    }
    await start('Anna', 'Boris')
    await send('post', '/api/clock', { by: 'P1D' })
    await start('Clara', 'Dora')
    const { revision } = await read('/api/workflows/chase')
    await send('put', '/api/workflows/chase', { revision, draft: line([begin, wait, write('The new letter')]) })

    // Everybody goes along; for those whose step is gone a step has to be chosen first.
    await page.goto(`${base}/flows/chase`)
    await page.getByRole('button', { name: 'Publish…' }).click()
    const dialog = page.getByRole('dialog', { name: 'Publish version 2' })
    await dialog.getByText('Go on in version 2', { exact: true }).click()
    const gone = dialog.locator('[data-group="old"]')
    await gone.getByText('deleted').waitFor()
    await gone.getByText('Their step is not in the new version, so they finish on theirs.', { exact: false }).waitFor()
    await choose(gone.getByRole('combobox', { name: 'What becomes of those at “Old wait”' }), 'Go on in version 2')
    const publish = dialog.getByRole('button', { name: 'Publish version 2' })
    expect(await publish.isDisabled()).toBe(true)
    await choose(gone.getByRole('combobox', { name: 'They go on at' }), 'Two days')
    await publish.click()
    await page.locator('[data-move]').getByText('4 people moved').waitFor()

    // One waits until another day, and then no longer; another is let go.
    const rowOf = (name: string) => page.getByRole('row', { name: new RegExp(name) })
    const deed = async (name: string, what: string) => {
      await rowOf(name)
        .getByRole('button', { name: `What to do with ${name}` })
        .click()
      await page.getByRole('menuitem', { name: what }).click()
    }
    await deed('Dora', 'Change the date')
    await page.getByRole('dialog').locator('input[type="datetime-local"]').fill('2031-05-06T07:08')
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
    await rowOf('Dora')
      .getByText(/Waiting until .*2031/)
      .waitFor()
    await deed('Dora', 'Skip this step')
    await page.getByRole('dialog').getByRole('button', { name: 'Skip this step' }).click()
    await expect
      .poll(async () => (await read('/api/messages')).items.map(({ subject }: { subject: string }) => subject))
      .toEqual(['The new letter'])
    await rowOf('Anna').getByRole('link', { name: 'Show the way' }).click()
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click()
    await page.getByText('Stopped', { exact: true }).first().waitFor()
    await page.goto(`${base}/flows/chase/people`)

    // One gets a letter of their own, long before it is sent.
    await page.getByRole('row', { name: /Boris/ }).getByRole('link', { name: 'Show the way' }).click()
    const planned = page.locator('[data-planned="write"]')
    await planned.getByText('Letter: The new letter').waitFor()
    await planned.getByRole('button', { name: 'Change for this person alone' }).click()
    const own = page.getByRole('dialog', { name: 'Chase: only for Boris' })
    await own.getByRole('textbox', { name: 'Subject' }).fill('Only for Boris')
    await own.getByRole('button', { name: 'Save for Boris' }).click()
    await planned.getByText('Letter: Only for Boris').waitFor()
    await planned.getByText(/^Own text, by /).waitFor()
    // The way on the version before is still there to be seen.
    await page.getByText('Version 1', { exact: true }).click()
    await page.locator('[data-node-id="old"]').waitFor()

    // A pause holds everything; what came due meanwhile happens once when it is let go.
    await page.goto(`${base}/settings/company`)
    await page.getByRole('button', { name: 'Pause everything' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Pause everything' }).click()
    await page.locator('[data-halt]').waitFor()
    await send('post', '/api/clock', { by: 'P4D' })
    const held = (await read('/api/messages')).items.length
    await page.locator('[data-halt]').getByRole('button', { name: 'Let it go on' }).click()
    await page.locator('[data-halt]').waitFor({ state: 'detached' })
    await send('post', '/api/clock', { by: 'P4D' })

    const subjects = (await read('/api/messages')).items.map(({ subject }: { subject: string }) => subject).sort()
    expect([held, subjects]).toEqual([1, ['Only for Boris', 'The new letter', 'The new letter']])
    expect(complaints).toEqual([])
  },
)
