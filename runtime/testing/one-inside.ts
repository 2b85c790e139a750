/** Somebody inside a flow of a few steps, and the people who do things to them: for tests of what is done to single runs. */
import { onTestFinished } from 'vitest'
import type { JsonObject } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'
import type { Position } from '../store/rows.ts'
import { aWorkflow, aWorld, type World, type WorldOptions } from './world.ts'

/** Somebody who changes a run. */
export const vera = { id: 'vera', name: 'Vera' }

/** Somebody else who changes it. */
export const nikita = { id: 'nikita', name: 'Nikita' }

/** The trigger that `inside` starts. */
export const form = { type: 'trigger.form', params: { form: 'website' } }

/** Waits for an ISO 8601 duration. */
export const wait = (duration: string) => ({ type: 'wait.delay', params: { duration } })

/** Sets a field of the contact. */
export const set = (field: string, value: string) => ({
  type: 'crm.update',
  params: { entity: 'contact', fields: [{ field, value: [value] }] },
})

/** Sends a letter; `more` are further parameters. */
export const letter = (subject: string, more: JsonObject = {}) => ({
  type: 'msg.email',
  params: { letter: { en: { subject: [subject], blocks: [] } }, sender: 'company', category: 'personal', ...more },
})

/** Form, a wait, a letter; `chase` is the wait before it. */
export const flow = (subject: string, duration = 'P2D', between: Parameters<typeof aWorkflow>[0] = {}): Workflow => {
  const [extra] = Object.keys(between)
  const lines = extra ? ['form -> chase', `chase -> ${extra}`, `${extra} -> write`] : ['form -> chase', 'chase -> write']
  return aWorkflow({ form, chase: wait(duration), ...between, write: letter(subject) }, lines)
}

/** A world in which Anna has entered this flow, with the ids of her run and of where it stands. Closed when the test ends. */
export async function inside(workflow: Workflow, options: WorldOptions = {}): Promise<{ here: World; id: string; position: string }> {
  const here = await aWorld({ workflows: [workflow], ...options })
  onTestFinished(() => here.close())
  await here.happens('form-submitted', { form: 'website' })
  const [one] = await here.runs()
  return { here, id: one?.run.id ?? '', position: one?.positions[0]?.id ?? '' }
}

/** Subjects of the letters that have left. */
export const subjects = (here: World): readonly string[] => here.sent.map(({ subject }) => subject)

/** Where the first run stands, branch by branch. */
export const standing = async (here: World): Promise<readonly Position[]> => (await here.runs())[0]?.positions ?? []
