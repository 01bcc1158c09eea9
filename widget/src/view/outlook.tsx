/** The projected growth of jobs beside that of all jobs, as bars. */

import type { JSX } from 'preact'
import type { Growth } from '../connection/protocol'
import { fill } from '../words/words'
import { useWidget } from './context'

export function Outlook({ growth: { from, to, groups } }: { growth: Growth }): JSX.Element {
  const { strings } = useWidget()
  const most = Math.max(...groups.map(({ percent }) => Math.abs(percent)), 1)
  return (
    <figure class="outlook" dir="ltr">
      <figcaption>{fill(strings.growth, { from, to })}</figcaption>
      {groups.map(({ label, percent }, index) => (
        <div class="outlook-row">
          <span>{label}</span>
          <span class="outlook-track">
            <span
              class={`outlook-bar ${index === groups.length - 1 ? 'all' : ''} ${percent < 0 ? 'less' : ''}`}
              style={{ width: `${(Math.abs(percent) / most) * 100}%` }}
            />
          </span>
          <span class="outlook-value">{`${percent > 0 ? '+' : percent < 0 ? '−' : ''}${Math.abs(percent)}%`}</span>
        </div>
      ))}
    </figure>
  )
}
