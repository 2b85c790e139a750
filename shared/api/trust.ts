/** What people made of a workflow's suggestions, as the API tells it. */
import { type Static, Type } from 'typebox'
import type { Fact } from '../declines.ts'
import { type DismissReason, dismissReasons } from '../suggestion.ts'

const Reason = Type.Unsafe<DismissReason>(Type.Union(dismissReasons.map((reason) => Type.Literal(reason))))

const Share = Type.Object({ had: Type.Number(), all: Type.Number() })

/**
 * `GET /api/workflows/:id/trust`: by step, as `StepTrust` of `trust.ts` counts; `notes`: what was written on
 * declining, latest first; `common`: what declined ones had in common that approved ones had not, as `commonIn` of `declines.ts` finds it.
 */
export const Trust = Type.Object({
  steps: Type.Array(
    Type.Object({
      node: Type.String(),
      unchanged: Type.Number(),
      edited: Type.Number(),
      declined: Type.Number(),
      editedLately: Type.Number(),
      reasons: Type.Array(Type.Object({ reason: Reason, count: Type.Number() })),
      notes: Type.Array(Type.String()),
      common: Type.Array(Type.Object({ fact: Type.Unsafe<Fact>({ type: 'object' }), declined: Share, approved: Share })),
    }),
  ),
})
export type Trust = Static<typeof Trust>
