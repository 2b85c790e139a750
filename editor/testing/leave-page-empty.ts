/** All tests of the editor share one page: what one of them has drawn is gone before the next. */
import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

afterEach(() => {
  cleanup()
  document.body.replaceChildren()
})
