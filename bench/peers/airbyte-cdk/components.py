"""What the manifest cannot say: the status of a job that has one status per day, and which days to download."""

from dataclasses import InitVar, dataclass
from typing import Any, Iterable, Mapping

import requests

from airbyte_cdk.sources.declarative.extractors.record_extractor import RecordExtractor
from airbyte_cdk.sources.types import Config

EXPORTED = {"Completed", "CompletedEmptyRecords"}
FAILED = {"Failed", "DeletedByUserRequest"}


@dataclass
class JobStatus(RecordExtractor):
    """One word for a job: it works until every day is final, and is broken if a day failed."""

    parameters: InitVar[Mapping[str, Any]]
    config: Config

    def extract_records(self, response: requests.Response) -> Iterable[Any]:
        statuses = {group["status"] for group in response.json()["details"] or []}
        if not statuses or not statuses <= EXPORTED | FAILED:
            yield "Working"
        else:
            yield "Broken" if statuses & FAILED else "Ready"


@dataclass
class DaysToDownload(RecordExtractor):
    """The exported days of a job; none without `downloads`."""

    parameters: InitVar[Mapping[str, Any]]
    config: Config

    def extract_records(self, response: requests.Response) -> Iterable[Any]:
        if self.config["downloads"]:
            for group in response.json()["details"]:
                if group["status"] == "Completed":
                    yield from group["days"]
