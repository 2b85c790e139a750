/**
 * Saves the draft a moment after the last change. A stale revision never overwrites: the state becomes `conflict` and a
 * person chooses. While something is not saved it is also kept in this browser, so that a crash loses nothing.
 */
import type { Workflow } from '../../shared/workflow.ts'

/** What the badge in the head says. */
export type SaveState =
  | { readonly kind: 'saved' }
  | { readonly kind: 'saving' }
  /** The server could not be reached or refused; it is tried again by itself. `message` is for people. */
  | { readonly kind: 'error'; readonly message: string }
  /** Someone else saved meanwhile. */
  | { readonly kind: 'conflict'; readonly by: string | null; readonly at: string | null }

/** How a try to save ended. */
export type SaveAnswer =
  | { readonly kind: 'saved'; readonly revision: number }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'stale'; readonly by: string | null; readonly at: string | null }

/** What is kept in the browser while it is not saved. */
interface KeptDraft {
  readonly revision: number
  readonly draft: Workflow
}

interface AutosaveParts {
  readonly id: string
  readonly revision: number
  readonly send: (draft: Workflow, revision: number) => Promise<SaveAnswer>
  readonly say: (state: SaveState) => void
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  /** Calls back after some milliseconds; answers how to call it off. */
  readonly later: (run: () => void, ms: number) => () => void
}

/** For one draft in one tab. After a conflict it saves nothing more. */
export interface Autosave {
  /** Takes note of a change. */
  changed(draft: Workflow): void
  /** Saves now what is not saved yet: before publishing, or when the page is left. */
  flush(): Promise<boolean>
  /** The revision that the server has, as far as this tab knows. */
  revision(): number
  /** Puts what is not saved into the browser's storage at once. */
  keep(): void
  /** Lets go of what is not saved: somebody chose to. Leaving the page keeps nothing of it. */
  forget(): void
  stop(): void
}

const restMs = 800
const retryMs = [2_000, 4_000, 8_000, 15_000, 30_000]

/**
 * Saves when the fingers have rested for 0.8 s; after a failure it tries again with waits that grow to 30 s. `send`
 * answers and never rejects.
 */
export function autosave({ id, revision: opened, send, say, storage, later }: AutosaveParts): Autosave {
  let revision = opened
  let unsaved: Workflow | null = null
  let sending: Promise<void> | null = null
  let tries = 0
  let conflict = false
  let cancel = () => {}

  const keep = () => {
    if (unsaved === null) return
    try {
      storage.setItem(keyOf(id), JSON.stringify({ revision, draft: unsaved } satisfies KeptDraft))
    } catch {
      // A full storage must not stop the work: the server is still asked.
    }
  }

  const plan = (ms: number) => {
    cancel()
    cancel = later(() => void save(), ms)
  }

  const save = async (): Promise<void> => {
    cancel()
    if (sending) return sending
    if (unsaved === null || conflict) return
    const draft = unsaved
    keep()
    say({ kind: 'saving' })
    sending = send(draft, revision).then((answer) => {
      sending = null
      if (answer.kind === 'saved') {
        revision = answer.revision
        tries = 0
        if (unsaved === draft) {
          unsaved = null
          storage.removeItem(keyOf(id))
          say({ kind: 'saved' })
        } else plan(restMs)
      } else if (answer.kind === 'stale') {
        conflict = true
        say({ kind: 'conflict', by: answer.by, at: answer.at })
      } else {
        say({ kind: 'error', message: answer.message })
        plan(retryMs[Math.min(tries++, retryMs.length - 1)] ?? restMs)
      }
    })
    return sending
  }

  return {
    changed(draft) {
      unsaved = draft
      if (conflict) return keep()
      say({ kind: 'saving' })
      if (!sending) plan(restMs)
    },
    async flush() {
      while (unsaved !== null && !conflict) {
        const before = unsaved
        await save()
        if (unsaved === before) break
      }
      return unsaved === null
    },
    revision: () => revision,
    keep,
    forget() {
      unsaved = null
      cancel()
      forgetKept(id, storage)
    },
    stop: () => cancel(),
  }
}

const keyOf = (id: string) => `tandem.draft.${id}`

/** What an earlier visit could not save; null when there is nothing, or it cannot be read. */
export function keptDraft(id: string, storage: Pick<Storage, 'getItem'>): KeptDraft | null {
  try {
    const kept: unknown = JSON.parse(storage.getItem(keyOf(id)) ?? 'null')
    return typeof kept === 'object' && kept !== null && 'revision' in kept && 'draft' in kept ? (kept as KeptDraft) : null
  } catch {
    return null
  }
}

/** Throws away what this browser keeps of a draft. */
export const forgetKept = (id: string, storage: Pick<Storage, 'removeItem'>): void => storage.removeItem(keyOf(id))
