/** What arranges the drawing and changes nothing of what it does: tidying, aligning, spacing. */
import type { Workflow } from '../../shared/workflow.ts'
import type { WordKey } from '../words/all.ts'
import type { Values } from '../words/use-words.ts'
import { type Alignment, type Axis, aligned, boxesOf, distributed } from '../workflow/align.ts'
import { moveNodes } from '../workflow/commands.ts'
import { type NodeFacts, nodeById } from '../workflow/graph.ts'
import { moveNotes } from '../workflow/node-commands.ts'
import { placesBeside } from '../workflow/places-beside.ts'
import type { Spot } from '../workflow/placing.ts'
import { applyTidy, tidySpots, tidySteps } from '../workflow/tidy.ts'

/** The draft, what is selected in it, and the one way to change it. */
interface Desk {
  readonly workflow: () => Workflow
  readonly facts: () => NodeFacts
  readonly selected: () => ReadonlySet<string>
  readonly edit: (code: string, command: (workflow: Workflow) => Workflow, values?: Values) => boolean
  readonly announce: (key: WordKey, values?: Values) => void
}

/** Made a part of the actions of the canvas; each deed is one undo entry. */
export function arrangements({ workflow, facts, selected, edit, announce }: Desk) {
  const put = (code: string, spots: Readonly<Record<string, Spot>>) => {
    const count = Object.keys(spots).length
    if (edit(code, (each) => moveNotes(moveNodes(each, spots), spots), { count })) announce('said.arranged', { count })
  }

  /** What was drawn while the worker reckoned is reckoned anew. */
  const tidy = async (): Promise<void> => {
    const before = workflow()
    const chosen = [...selected()].filter((id) => nodeById(before, id))
    const places = await placesBeside(tidySteps(before, new Set(chosen.length > 1 ? chosen : []), facts()))
    if (workflow() !== before) return tidy()
    if (edit('tidy', (each) => applyTidy(each, tidySpots(each, places)))) announce('said.tidied')
  }

  return {
    /** The whole flow, or the selected steps when there are several. */
    tidy: () => void tidy(),
    /** Brings the selected steps and notes to one line. */
    align: (alignment: Alignment) => put('align', aligned(boxesOf(workflow(), selected()), alignment)),
    /** Makes the gaps between the selected steps and notes equal. */
    distribute: (axis: Axis) => put('distribute', distributed(boxesOf(workflow(), selected()), axis)),
  }
}
