/** The pages of the map. One fails or loads alone: what is around it stays. */
import { lazy, type ReactNode, Suspense, useEffect } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { type PageRoute, routes } from '../routes.ts'
import { PageFence } from '../ui/page-fence.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './shell.module.css'

const pages = routes.map((route) => ({ ...route, Page: lazy(route.load) }))

export function Pages() {
  const { t } = useWords()
  return (
    <Switch>
      {pages.map(({ path, title, full, Page }) => (
        <Route key={path} path={path}>
          <Titled title={title} full={full ?? false}>
            <Page />
          </Titled>
        </Route>
      ))}
      <Route>
        <EmptyState title={t('page.notFound')} hint={t('page.notFoundHint')} />
      </Route>
    </Switch>
  )
}

function Titled({ title, full, children }: { readonly title: PageRoute['title']; readonly full: boolean; readonly children: ReactNode }) {
  const [location] = useLocation()
  return (
    <PageFence resetOn={location}>
      <Suspense fallback={<LoadingState />}>
        {full ? children : <div className={styles['page']}>{children}</div>}
        <WindowTitle title={title} />
      </Suspense>
    </PageFence>
  )
}

/** Stands beside the page: its words are there when the page is. */
function WindowTitle({ title }: { readonly title: PageRoute['title'] }) {
  const { t } = useWords()
  const name = t(title)
  useEffect(() => {
    document.title = `${name} · Tandem`
  }, [name])
  return null
}
