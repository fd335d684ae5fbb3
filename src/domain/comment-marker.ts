/** The first line of our comment on a pull request, by which the next run of the workflow finds it again. */
export const commentMarker = '<!-- gitops-service: rendered diff -->';
