/**
 * Where the names, numbers and buttons of lines are drawn, above the lines and in their coordinates. The library offers a
 * component for it that looks for this element again for each line at every move of the canvas; we look once.
 */
import { createContext } from 'react'

/** Null until the canvas has been drawn once. */
export const LabelLayerContext = createContext<Element | null>(null)

/** The element of the library inside its canvas; null where the canvas is not there yet. */
export const labelLayerIn = (canvas: Element | null): Element | null => canvas?.querySelector('.react-flow__edgelabel-renderer') ?? null
