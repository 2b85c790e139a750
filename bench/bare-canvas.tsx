/**
 * The smallest page that React Flow can make of a large flow: its own nodes and lines, a field that writes in one node, and
 * a way back. What our canvas takes is told beside what this takes. Runs in the browser.
 */
import '@xyflow/react/dist/style.css'
import { type Edge, type Node, ReactFlow, useNodesState } from '@xyflow/react'
import { type ChangeEvent, type KeyboardEvent, useState } from 'react'
import { createRoot } from 'react-dom/client'

/** How many nodes it has, and how far they are apart; `canvas.ts` draws our flow in the same places. */
declare const sheet: { readonly count: number; readonly column: number; readonly across: number; readonly down: number }

const drawn: Node[] = Array.from({ length: sheet.count }, (_, at) => ({
  id: String(at),
  position: { x: Math.floor(at / sheet.column) * sheet.across, y: (at % sheet.column) * sheet.down },
  data: { label: `Step ${at}` },
  width: 260,
  height: 84,
}))
const lines: Edge[] = drawn.slice(1).map(({ id }, at) => ({ id, source: String(at), target: id }))

function Page() {
  const [nodes, setNodes, onNodesChange] = useNodesState(drawn)
  const [before, setBefore] = useState<Node[][]>([])
  const chosen = nodes.find(({ selected }) => selected)
  const write = ({ target: { value } }: ChangeEvent<HTMLInputElement>) => {
    setBefore((all) => [...all, nodes])
    setNodes((all) => all.map((node) => (node.id === chosen?.id ? { ...node, data: { label: value } } : node)))
  }
  const undo = ({ key, ctrlKey }: KeyboardEvent) => {
    const last = before.at(-1)
    if (key !== 'z' || !ctrlKey || !last) return
    setNodes(last)
    setBefore((all) => all.slice(0, -1))
  }
  return (
    <div style={{ display: 'flex', height: '100vh' }}>
      <div style={{ flex: 1 }}>
        <ReactFlow
          nodes={nodes}
          edges={lines}
          onNodesChange={onNodesChange}
          onlyRenderVisibleElements
          minZoom={0.1}
          panOnScroll
          panOnDrag={[1]}
          tabIndex={0}
          onKeyDown={undo}
        />
      </div>
      {chosen && <input aria-label="Text" value={String(chosen.data['label'])} onChange={write} />}
    </div>
  )
}

const place = document.getElementById('page')
if (place) createRoot(place).render(<Page />)
