/** Loaded before every test of the editor: what appears on the screen may take its time on a busy machine. */
import { configure } from '@testing-library/dom'

configure({ asyncUtilTimeout: 10_000 })
