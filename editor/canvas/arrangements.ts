/** What arranges the drawing and changes nothing of what it does: tidying, aligning, spacing, groups. */
import type { Workflow } from '../../shared/workflow.ts'
import type { WordKey } from '../words/all.ts'
import type { Values } from '../words/use-words.ts'
import { type Alignment, type Axis, aligned, boxesOf, distributed } from '../workflow/align.ts'
import { moveNodes } from '../workflow/commands.ts'
import { seen, seenAs, unfolded } from '../workflow/fold.ts'
import { type NodeFacts, nodeById } from '../workflow/graph.ts'
import { changeGroup, groupAround, groupById, groupsOf, leaveGroups, makeGroup, ungroup, withMembers } from '../workflow/groups.ts'
import { moveNotes } from '../workflow/node-commands.ts'
import { newId } from '../workflow/node-types.ts'
import { placesBeside } from '../workflow/places-beside.ts'
import type { Spot } from '../workflow/placing.ts'
import type { ViewStore } from '../workflow/store.ts'
import { applyTidy, tidySpots, tidySteps } from '../workflow/tidy.ts'

/** The draft, what is selected in it, and the one way to change it. */
interface Desk {
  readonly workflow: () => Workflow
  readonly factsOf: (workflow: Workflow) => NodeFacts
  readonly view: ViewStore
  readonly edit: (code: string, command: (workflow: Workflow) => Workflow, values?: Values) => boolean
  readonly say: (key: WordKey, values?: Values) => string
  /** Opens the panel of what is active and takes the focus there. */
  readonly openPanel: () => void
}

/** Made a part of the actions of the canvas; each deed is one undo entry. */
export function arrangements({ workflow, factsOf, view, edit, say, openPanel }: Desk) {
  const chosen = () => withMembers(workflow(), view.getState().selected)
  const announce = (key: WordKey, values?: Values) => view.getState().announce(say(key, values))
  const put = (code: string, spots: Readonly<Record<string, Spot>>) => {
    const count = Object.keys(spots).length
    if (edit(code, (each) => moveNotes(moveNodes(each, spots), spots), { count })) announce('said.arranged', { count })
  }

  /** What was drawn while the worker reckoned is reckoned anew. */
  const tidy = async (): Promise<void> => {
    const before = workflow()
    const shown = seen(before)
    const several = new Set([...chosen()].map((id) => seenAs(before, id)).filter((id) => nodeById(shown, id)))
    const places = await placesBeside(tidySteps(shown, several.size > 1 ? several : new Set(), factsOf(shown)))
    if (workflow() !== before) return tidy()
    if (edit('tidy', (each) => applyTidy(each, unfolded(each, tidySpots(seen(each), places))))) announce('said.tidied')
  }

  /** The group that is meant: the active one, or that of the active step. */
  const groupMeant = () => {
    const { active } = view.getState()
    return active === null ? null : (groupById(workflow(), active) ?? groupAround(workflow(), active))
  }

  const fold = (id: string, folded: boolean) => {
    const group = groupById(workflow(), id)
    const code = folded ? 'fold' : 'unfold'
    if (!group || !edit(code, (each) => changeGroup(each, id, { folded }), { name: group.name })) return
    view.getState().select([id])
    announce(`said.${code}`, { name: group.name })
  }

  return {
    /** The whole flow, or the selected steps when there are several. */
    tidy: () => void tidy(),
    /** Brings the selected steps and notes to one line. */
    align: (alignment: Alignment) => put('align', aligned(boxesOf(workflow(), chosen()), alignment)),
    /** Makes the gaps between the selected steps and notes equal. */
    distribute: (axis: Axis) => put('distribute', distributed(boxesOf(workflow(), chosen()), axis)),
    /** Makes one group of what is selected, and asks for its name. */
    group: () => {
      const { selected } = view.getState()
      const [only] = selected
      if (only !== undefined && selected.size === 1 && groupById(workflow(), only)) return
      const id = newId('group')
      const name = say('group.new', { number: groupsOf(workflow()).length + 1 })
      if (!edit('group', (each) => makeGroup(each, { id, name }, selected), { count: chosen().size })) return
      announce('said.grouped', { count: chosen().size })
      view.getState().select([id])
      openPanel()
    },
    /** Takes groups apart, without a name that of the selection; what was in them is selected then. */
    ungroup: (ids: readonly string[] = groupMeant() === null ? [] : [groupMeant()?.id ?? '']) => {
      const members = withMembers(workflow(), ids)
      if (!edit('ungroup', (each) => ungroup(each, ids))) return
      view.getState().select(members)
      announce('said.ungrouped')
    },
    fold,
    /** Folds or unfolds the group that is active, or that of the active step. */
    toggleFold: () => {
      const group = groupMeant()
      if (group) fold(group.id, !group.folded)
    },
    renameGroup: (id: string, name: string) => edit('rename-group', (each) => changeGroup(each, id, { name }), { name }),
    /** Takes steps and notes out of their group. */
    takeOut: (ids: readonly string[]) => edit('leave-group', (each) => leaveGroups(each, ids)),
  }
}
