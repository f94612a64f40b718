/** How a story leads on. */
export interface Going {
  /** The address of a station of this tour; undefined where it is none of it. */
  there(station: string): string | undefined;
  /** Where one looks around in the panorama of a block; absent where one is shown beside something else. */
  around?(block: string): string;
}
