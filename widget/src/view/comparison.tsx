/** Tables: roles beside each other, and the steps of a ladder. */

import type { JSX } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Table } from '../connection/protocol'
import { useWidget } from './context'

const LEVELS: [RegExp, number][] = [
  [/^(very high|high|heavy|strong)\b/i, 3],
  [/^(moderate|medium|some)\b/i, 2],
  [/^(light|low|little)\b/i, 1],
]
const HIGHEST = 3

export function Comparison({ table }: { table: Table }): JSX.Element {
  const { strings } = useWidget()
  const [box, edges] = useEdges()
  return (
    <div class={`scroll ${edges}`} ref={box} tabIndex={0} role="group" aria-label={strings.table}>
      <table class="comparison" role="table">
        <thead role="rowgroup">
          <tr role="row">
            {table.columns.map((column) =>
              column ? (
                <th scope="col" role="columnheader">
                  {column}
                </th>
              ) : (
                <td role="cell" />
              ),
            )}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {table.rows.map(([head, ...cells]) => (
            <tr role="row">
              <th scope="row" role="rowheader">
                {head}
              </th>
              {cells.map((cell, index) => (
                <td role="cell" data-label={table.columns[index + 1]}>
                  <Level text={cell} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** High, medium and light as three steps beside the word, for who compares at a glance. */
function Level({ text }: { text: string }): JSX.Element {
  const level = LEVELS.find(([said]) => said.test(text))?.[1]
  if (!level) return <span>{text}</span>
  return (
    <span>
      <span class="level" aria-hidden="true">
        {Array.from({ length: HIGHEST }, (_, step) => (
          <i class={step < level ? 'on' : ''} />
        ))}
      </span>
      {text}
    </span>
  )
}

/** Which edges hide something, so that a shade can say so. */
function useEdges(): [box: { current: HTMLDivElement | null }, edges: string] {
  const box = useRef<HTMLDivElement>(null)
  const [edges, setEdges] = useState('')
  useEffect(() => {
    const element = box.current
    if (!element) return
    const measure = () => {
      const room = element.scrollWidth - element.clientWidth
      const at = Math.abs(element.scrollLeft)
      setEdges(`${at > 1 ? 'more-before' : ''} ${at < room - 1 ? 'more-after' : ''}`.trim())
    }
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    element.addEventListener('scroll', measure, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', measure)
    }
  }, [])
  return [box, edges]
}

/** The levels of a career: the title, the years, what it takes. */
export function Ladder({ table }: { table: Table }): JSX.Element {
  const [, years, what] = table.columns
  return (
    <ol class="ladder">
      {table.rows.map(([title, when, takes, ...more]) => (
        <li>
          <span class="rung">
            <strong>{title}</strong> {when && <span class="years" title={years}>{when}</span>}
          </span>
          {takes && <span title={what}>{takes}</span>}
          {more.map((one) => (
            <span>{one}</span>
          ))}
        </li>
      ))}
    </ol>
  )
}
