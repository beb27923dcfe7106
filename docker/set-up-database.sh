#!/bin/sh
# Temporal's two databases, made or brought up to date. Runs in the image temporalio/admin-tools.
set -eu

for database in temporal temporal_visibility; do
  case "$database" in
    temporal) schema=temporal ;;
    *) schema=visibility ;;
  esac
  tool="temporal-sql-tool --plugin postgres12 --ep $POSTGRES_HOST -p 5432 -u $POSTGRES_USER --db $database"
  $tool create
  $tool setup-schema -v 0.0 || echo "The schema of $database is there already."
  $tool update-schema -d "/etc/temporal/schema/postgresql/v12/$schema/versioned"
done
