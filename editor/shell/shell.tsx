/** The frame of every page: skip link, navigation, top bar, content. */
import { lazy, Suspense, useEffect } from 'react'
import { Route, Switch, useLocation } from 'wouter'
import { type PageRoute, routes } from '../routes.ts'
import { PageFence } from '../ui/page-fence.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'

export function Shell() {
  const { t } = useWords()
  return (
    <>
      <a className="skip-link" href="#content">
        {t('shell.skip')}
      </a>
      <main id="content" tabIndex={-1}>
        <Pages />
      </main>
    </>
  )
}

const pages = routes.map((route) => ({ ...route, Page: lazy(route.load) }))

/** One page fails or loads alone: what is around it stays. */
export function Pages() {
  const [location] = useLocation()
  const { t } = useWords()
  return (
    <PageFence key={location}>
      <Suspense fallback={<LoadingState />}>
        <Switch>
          {pages.map(({ path, title, Page }) => (
            <Route key={path} path={path}>
              <Titled title={title}>
                <Page />
              </Titled>
            </Route>
          ))}
          <Route>
            <EmptyState title={t('page.notFound')} hint={t('page.notFoundHint')} />
          </Route>
        </Switch>
      </Suspense>
    </PageFence>
  )
}

function Titled({ title, children }: { readonly title: PageRoute['title']; readonly children: React.ReactNode }) {
  const { t } = useWords()
  const name = t(title)
  useEffect(() => {
    document.title = `${name} · Tandem`
  }, [name])
  return children
}
