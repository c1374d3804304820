/** The zone of a node that has no other beside it. */
export const alone = (node: string): string => `object Endpoint "${node}" {
}
object Zone "${node}" {
  endpoints = [ "${node}" ]
}
`;
