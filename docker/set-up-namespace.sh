#!/bin/sh
# The namespace of the exports, which keeps closed ones for 90 days. Runs in the image temporalio/admin-tools.
set -eu

until temporal operator cluster health; do
  echo 'Waiting for Temporal …'
  sleep 2
done
temporal operator namespace create --namespace default --retention 90d ||
  temporal operator namespace update --namespace default --retention 90d
