// Holds a resource of the Prometheus operator against the operator's own types: no field may be there that they lack.
//
//	judge <resource.json>
package main

import (
	"fmt"
	"os"

	v1 "github.com/prometheus-operator/prometheus-operator/pkg/apis/monitoring/v1"
	"sigs.k8s.io/json"
)

func main() {
	if err := judge(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func judge(path string) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	var said struct {
		APIVersion string `json:"apiVersion"`
		Kind       string `json:"kind"`
	}
	if err := json.UnmarshalCaseSensitivePreserveInts(text, &said); err != nil {
		return err
	}
	known := map[string]any{"ServiceMonitor": &v1.ServiceMonitor{}, "PrometheusRule": &v1.PrometheusRule{}}
	resource := known[said.Kind]
	if resource == nil || said.APIVersion != v1.SchemeGroupVersion.String() {
		return fmt.Errorf("%s %s is none of the operator's", said.APIVersion, said.Kind)
	}
	faults, err := json.UnmarshalStrict(text, resource)
	if err != nil {
		return err
	}
	for _, fault := range faults {
		return fault
	}
	return nil
}
