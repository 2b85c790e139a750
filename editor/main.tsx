/** The door of the editor: styles, providers, the first render. */
import './early.ts'
import '@fontsource-variable/inter/wght.css'
import './library-styles.ts'
import './theme.css'
import './touch.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { loadAnewAfterUpdates } from './new-version.ts'
import { keepOfflinePage } from './offline.ts'

loadAnewAfterUpdates()
keepOfflinePage()
const root = document.getElementById('root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(<App />)
