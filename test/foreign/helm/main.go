// Renders a chart by Helm's own packages, as `helm template` does, without the rest of Helm.
//
//	render <chart> <name of the release> [values.json]
package main

import (
	"fmt"
	"os"
	"sort"
	"strings"

	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/chartutil"
	"helm.sh/helm/v3/pkg/engine"
)

func main() {
	if err := render(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func render(args []string) error {
	chart, err := loader.Load(args[0])
	if err != nil {
		return err
	}
	given := chartutil.Values{}
	if len(args) > 2 {
		if given, err = chartutil.ReadValuesFile(args[2]); err != nil {
			return err
		}
	}
	release := chartutil.ReleaseOptions{Name: args[1], Namespace: "auth", IsInstall: true, Revision: 1}
	// This holds the values against values.schema.json.
	values, err := chartutil.ToRenderValues(chart, given, release, nil)
	if err != nil {
		return err
	}
	files, err := engine.Engine{Strict: true}.Render(chart, values)
	if err != nil {
		return err
	}
	names := make([]string, 0, len(files))
	for name := range files {
		if strings.HasSuffix(name, ".yaml") && strings.TrimSpace(files[name]) != "" {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Printf("---\n# Source: %s\n%s\n", name, strings.TrimSpace(files[name]))
	}
	return nil
}
