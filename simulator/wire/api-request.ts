/** A request as an operation sees it: read whole, its body only if it was a form. */
export interface ApiRequest {
  readonly method: string;
  /** Without the query, and without a slash at the end. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly form: URLSearchParams;
  /** Where the request says it came to; every URL in an answer begins with it. */
  readonly origin: string;
  readonly authorization: string | undefined;
}
