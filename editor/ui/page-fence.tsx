import { Component, type ReactNode } from 'react'
import { FailureState } from './states.tsx'

interface Props {
  readonly children: ReactNode
  /** Another value (the address) gives the page a new chance. */
  readonly resetOn?: string
}

interface State {
  readonly error: unknown
}

/**
 * Catches what a page throws while it is drawn, so that one broken page does not take the app with it. A new `resetOn`
 * tries again.
 */
export class PageFence extends Component<Props, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error }
  }

  override componentDidUpdate(before: Props) {
    if (this.state.error !== null && before.resetOn !== this.props.resetOn) this.setState({ error: null })
  }

  override render() {
    if (this.state.error === null) return this.props.children
    return <FailureState error={this.state.error} again={() => this.setState({ error: null })} />
  }
}
