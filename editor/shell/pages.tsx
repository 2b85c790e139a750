import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { type ComponentType, type ReactNode, useEffect } from 'react'
import { Link, Redirect, Route, Switch, useLocation } from 'wouter'
import { type PageRoute, routes } from '../routes.ts'
import { later } from '../ui/later.tsx'
import { PageFence } from '../ui/page-fence.tsx'
import { EmptyState, LoadingState } from '../ui/states.tsx'
import { useWords } from '../words/use-words.ts'
import styles from './shell.module.css'

const pages = routes.map((route) => ({ ...route, Page: later(() => titled(route), LoadingState) }))

/** The pages of the map. One fails or loads alone: what is around it stays. */
export function Pages() {
  const { t } = useWords()
  return (
    <Switch>
      {pages.map(({ path, full, Page }) => (
        <Route key={path} path={path}>
          <Framed full={full ?? false}>
            <Page />
          </Framed>
        </Route>
      ))}
      {/* The link printed at the first start, opened once more. */}
      <Route path="/setup">
        <Redirect to="/" replace />
      </Route>
      <Route>
        <div className={styles['page']}>
          <EmptyState icon={IconMapOff} title={t('page.notFound')} hint={t('page.notFoundHint')}>
            <Button component={Link} href="/">
              {t('nav.home')}
            </Button>
          </EmptyState>
        </div>
      </Route>
    </Switch>
  )
}

function Framed({ full, children }: { readonly full: boolean; readonly children: ReactNode }) {
  const [location] = useLocation()
  return <PageFence resetOn={location}>{full ? children : <div className={styles['page']}>{children}</div>}</PageFence>
}

/** The page names the window when it is there, and its words with it. */
async function titled({ title, load }: PageRoute): Promise<{ default: ComponentType }> {
  const { default: Page } = await load()
  return {
    default: () => (
      <>
        <Page />
        <WindowTitle title={title} />
      </>
    ),
  }
}

function WindowTitle({ title }: { readonly title: PageRoute['title'] }) {
  const { t } = useWords()
  const name = t(title)
  useEffect(() => {
    document.title = `${name} · Tandem`
  }, [name])
  return null
}
