/** How a story leads on to another station. */
export interface Going {
  /** The address of a station of this tour; undefined where it is none of it. */
  there(station: string): string | undefined;
}
