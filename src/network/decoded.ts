/** A text without its percent-encoding; as it is when it is not one, such as `50%`. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
