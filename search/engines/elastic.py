"""Elasticsearch, through elasticsearch-dsl. No Django here."""

from elasticsearch import ApiError, TransportError
from elasticsearch_dsl import connections

from search.engines.protocol import EngineAway, EngineHealth

SECONDS_TO_ANSWER = 2


class Elastic:
    def __init__(self, hosts: list[str]) -> None:
        self.hosts = hosts
        self.client = connections.create_connection(
            alias="gongshi", hosts=hosts, request_timeout=SECONDS_TO_ANSWER, max_retries=0
        )

    def health(self) -> EngineHealth:
        where = "、".join(self.hosts)
        try:
            cluster = self.client.cluster.health()
            nodes = self.client.nodes.info(filter_path="nodes.*.version")
        except (ApiError, TransportError) as error:
            raise EngineAway(f"连不上 Elasticsearch（{where}）：{error}。") from error
        if cluster["status"] == "red":
            raise EngineAway(f"Elasticsearch（{where}）状态为 red，有的分片不可用。")
        versions = sorted({node["version"] for node in nodes["nodes"].values()})
        return EngineHealth(
            "elasticsearch", versions[0], f"集群状态 {cluster['status']}，{cluster['number_of_nodes']} 个节点。"
        )
