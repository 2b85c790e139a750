/** People who fill in the form of a website, in a store that an engine of another process works on. */
import type { CrmEvent } from '../../shared/events.ts'
import type { JsonObject } from '../../shared/json.ts'
import type { Workflow } from '../../shared/workflow.ts'
import { newId } from '../store/ids.ts'
import { openStore } from '../store/open.ts'
import { change, create } from './sample-rows.ts'
import { publication, thePeople } from './world.ts'

/** Writes the team, a live workflow and contacts, given by their ids, into an empty folder, and leaves it. */
export async function prepareSenders(folder: string, workflow: Workflow, contacts: Readonly<Record<string, JsonObject>>): Promise<void> {
  const at = new Date()
  const store = await openStore({ dataDir: folder })
  const made = Object.entries(contacts).map(([id, fields]) => change({ ...create('contact', id, fields), at, quiet: true }))
  await store.commit([{ ops: [...thePeople(at), ...made, ...publication(workflow, 'live', 1, at)] }])
  await store.close()
}

/** The form "website" came in from a contact just now. */
export const formFrom = (contact: string): CrmEvent => ({
  id: newId(),
  kind: 'form-submitted',
  at: new Date(),
  about: contact,
  records: { contact },
  fields: { form: 'website' },
  cause: { kind: 'outside', id: null, depth: 0 },
})
