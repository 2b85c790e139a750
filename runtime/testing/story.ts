/** What stories need beside the world: the workflows of `examples/`, letters that come in, decisions of an operator. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { SendEmail } from '../../shared/effects.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { readWorkflow } from '../../shared/workflow-schema.ts'
import { applyAnswers } from '../crm/apply-answers.ts'
import { closeTask } from '../crm/close-task.ts'
import { givenAnswers } from '../intake/question-page.ts'
import { linkTokens } from '../mail/link-tokens.ts'
import { receiveLetter } from '../mail/receive-letter.ts'
import { packageFolder } from '../package-folder.ts'
import type { SuggestionRow } from '../store/rows.ts'
import { theCompany } from './the-company.ts'
import type { World } from './world.ts'

/** The workflow of a story, as it stands in its folder. */
export function exampleWorkflow(id: string): Workflow {
  const file = join(packageFolder(), 'examples', id, 'workflow.json')
  return readWorkflow(JSON.parse(readFileSync(file, 'utf8'))).workflow
}

/** The client answers a letter; with `automatic` it is their out-of-office notice. */
export async function answers(world: World, letter: SendEmail, text: string, automatic = false): Promise<void> {
  const lines = [
    `From: ${letter.to}`,
    `To: ${letter.frozen?.replyTo ?? ''}`,
    `Subject: Re: ${letter.subject}`,
    `In-Reply-To: ${letter.frozen?.messageId ?? ''}`,
    `Message-ID: <answer-${world.now().getTime()}-${letter.to}>`,
    ...(automatic ? ['Auto-Submitted: auto-replied'] : []),
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ]
  const receiving = { store: world.store, links: linkTokens('secret'), now: world.now(), region: theCompany.region }
  const received = await receiveLetter(Buffer.from(lines.join('\r\n')), letter.frozen?.mailbox ?? '', receiving)
  if (!received) throw new Error('This is no letter')
  await world.engine.pump.submit({ ops: received.ops })
  await world.engine.pump.idle()
}

/** The client answers on the page that the letter links to: one text for each question, empty for those left out. */
export async function answersOnPage(world: World, letter: SendEmail, texts: readonly string[]): Promise<void> {
  const given = Object.fromEntries(texts.map((text, index) => [`answer${index}`, text]))
  const ops = await applyAnswers(world.store, {
    message: letter.id,
    contact: letter.contact,
    answers: givenAnswers(letter.questions, given),
    channel: 'page',
    now: world.now(),
    cause: { kind: 'outside', id: 'letter', depth: 0 },
    region: theCompany.region,
  })
  await world.engine.pump.submit({ ops })
  await world.engine.pump.idle()
}

/** Nikita closes the first open task with what it asks for. Throws when that does not close it, and when none is open. */
export async function closes(world: World, result: unknown): Promise<void> {
  const task = (await world.records('task')).find(({ state }) => state === 'open')
  if (!task) throw new Error('There is no task')
  const cause = { kind: 'person', id: 'nikita', depth: 0 } as const
  const ops = await closeTask(task, Number(task['revision']), result, { store: world.store, cause, now: world.now(), person: 'nikita' })
  await world.engine.pump.submit({ ops })
  await world.engine.pump.idle()
}

/** Time passes until the instant. */
export async function until(world: World, instant: string): Promise<void> {
  const seconds = (new Date(instant).getTime() - world.now().getTime()) / 1000
  if (seconds > 0) await world.passes(`PT${seconds}S`)
}

/** Vera approves everything that waits, and the time to think it over passes. Answers what was approved. */
export async function approvesAll(world: World): Promise<readonly SuggestionRow[]> {
  const pending = await world.suggestions('pending')
  for (const suggestion of pending) {
    const decided = await world.decides(suggestion, { kind: 'approve' })
    if (!decided.ok) throw new Error(`Not approved: ${decided.problem}`)
  }
  await world.passes('PT10S')
  return pending
}
