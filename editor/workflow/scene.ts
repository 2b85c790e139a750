/** The workflow on the screen: its draft, what is selected, and what is known around it. Canvas, outline and panels read it. */
import { createContext, useContext, useMemo } from 'react'
import { useStore } from 'zustand'
import type { Known } from '../../shared/known.ts'
import type { NodeTypeData } from '../../shared/node-type-data.ts'
import type { Workflow, WorkflowNode } from '../../shared/workflow.ts'
import type { NodeTypes } from '../../shared/workflow-graph.ts'
import type { NodeFacts } from './graph.ts'
import { factsOf } from './node-types.ts'
import type { DraftState, DraftStore, ViewState, ViewStore } from './store.ts'

/** The same objects as long as the flow is open; what changes is inside the stores. */
export interface Scene {
  readonly draft: DraftStore
  readonly view: ViewStore
  readonly types: NodeTypes
  readonly known: Known
  /** A version or a run is only looked at. */
  readonly readOnly: boolean
}

/** Null outside of a workflow; read it with `useScene`. */
export const SceneContext = createContext<Scene | null>(null)

/** Throws outside of a workflow. */
export function useScene(): Scene {
  const scene = useContext(SceneContext)
  if (!scene) throw new Error('useScene stands outside of a workflow')
  return scene
}

/** A part of the draft; the component renders anew when that part is another. */
export const useWorkflow = <Part>(select: (workflow: Workflow) => Part): Part =>
  useStore(useScene().draft, ({ history }) => select(history.present))

/** A part of the draft's store, its commands among them. */
export const useDraft = <Part>(select: (draft: DraftState) => Part): Part => useStore(useScene().draft, select)

/** A part of what is selected and shown; the component renders anew when that part is another. */
export const useView = <Part>(select: (view: ViewState) => Part): Part => useStore(useScene().view, select)

/** The ports and waits of this workflow's steps. */
export function useFacts(): NodeFacts {
  const { types } = useScene()
  const workflow = useWorkflow((each) => each)
  return useMemo(() => factsOf(types, workflow), [types, workflow])
}

/** One step with its type, if it is installed here. */
export function useStep(id: string | null): { readonly node: WorkflowNode; readonly type: NodeTypeData | undefined } | null {
  const { types } = useScene()
  const node = useWorkflow((workflow) => (id === null ? undefined : workflow.nodes.find((each) => each.id === id)))
  return node ? { node, type: types.get(node.type) } : null
}
