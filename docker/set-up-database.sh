#!/bin/sh
# Temporal's two databases, made or brought up to date. Runs in the image temporalio/admin-tools.
set -eu

for database in temporal temporal_visibility; do
  case "$database" in
    temporal) schema=temporal ;;
    *) schema=visibility ;;
  esac
  export SQL_DATABASE="$database"
  temporal-sql-tool create
  temporal-sql-tool setup-schema -v 0.0
  temporal-sql-tool update-schema --schema-name "postgresql/v12/$schema"
done
