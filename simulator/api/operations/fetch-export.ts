import type { ApiAnswer } from '../../wire/api-answer';
import type { Call } from './call';

/** `GET /v1/Exports/{ResourceType}`: where the resources of a type are. */
export function fetchExport({ request }: Call, resourceType: string): ApiAnswer {
  const root = `${request.origin}/v1/Exports`;
  const url = `${root}/${resourceType}`;
  return {
    status: 200,
    body: {
      resource_type: resourceType,
      url,
      links: { days: `${url}/Days`, export_custom_jobs: `${url}/Jobs`, jobs: `${root}/Jobs` },
    },
  };
}
