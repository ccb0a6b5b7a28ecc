"""Searching an annotated archive: the embedded index, and feeds for Elasticsearch and OpenSearch."""
