//go:build tools

// Package tools names the command this module exists to pin.
package tools

import _ "github.com/temporalio/cli/cmd/temporal"
