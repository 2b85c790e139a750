/**
 * What one turn asks the store again and again, and the store answers alike: nothing is committed before the turn ends. A
 * thousand letters that go together ask for one mailbox, and whether a delivery may go asks three times for its run.
 */
import type { Reads } from '../store/port.ts'

/** Reads of which these few are made once for each question; the others go through. Used for one turn. */
export function readOnce(reads: Reads): Reads {
  const answers = new Map<string, Promise<unknown>>()
  const once =
    <Question extends readonly unknown[], Answer>(name: string, read: (...question: Question) => Promise<Answer>) =>
    (...question: Question): Promise<Answer> => {
      const key = `${name} ${JSON.stringify(question)}`
      const known = answers.get(key)
      if (known) return known as Promise<Answer>
      const answer = read(...question)
      answers.set(key, answer)
      return answer
    }
  const kept: Pick<Reads, 'ids' | 'runs' | 'setting' | 'workflow'> = {
    ids: once('ids', reads.ids),
    runs: once('runs', reads.runs),
    setting: once('setting', reads.setting),
    workflow: once('workflow', reads.workflow),
  }
  return Object.assign(Object.create(reads), kept)
}
