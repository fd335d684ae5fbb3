// Istio's analyzers over files, and its validating webhook, without istiod.
// usage: istio analyze <file...> (exit code 1 on an error) | istio webhook <port> <certificate> <key>
package main

import (
	"fmt"
	"net/http"
	"os"

	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/diag"
	"istio.io/istio/pkg/config/analysis/local"
	"istio.io/istio/pkg/config/schema/collections"
	"istio.io/istio/pkg/log"
	"istio.io/istio/pkg/webhooks/validation/server"
)

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func main() {
	options := log.DefaultOptions()
	options.SetDefaultOutputLevel("all", log.ErrorLevel)
	must(log.Configure(options))
	switch os.Args[1] {
	case "analyze":
		analyze(os.Args[2:])
	case "webhook":
		serve(os.Args[2], os.Args[3], os.Args[4])
	default:
		must(fmt.Errorf("unknown command %q", os.Args[1]))
	}
}

func analyze(files []string) {
	analyzer := local.NewSourceAnalyzer(analyzers.AllCombined(), "", "istio-system", nil)
	var sources []local.ReaderSource
	for _, file := range files {
		reader, err := os.Open(file)
		must(err)
		sources = append(sources, local.ReaderSource{Name: file, Reader: reader})
	}
	// The other reader of files drops Services, Pods and Secrets, and most analyzers are skipped without them.
	must(analyzer.AddTestReaderKubeSource(sources))
	must(analyzer.AddDefaultResources())
	result, err := analyzer.Analyze(make(chan struct{}))
	must(err)
	code := 0
	for _, message := range result.Messages {
		fmt.Println(message.String())
		if message.Type.Level() == diag.Error {
			code = 1
		}
	}
	os.Exit(code)
}

func serve(port, certificate, key string) {
	mux := http.NewServeMux()
	_, err := server.New(server.Options{Schemas: collections.PilotGatewayAPI(), DomainSuffix: "cluster.local", Mux: mux})
	must(err)
	must(http.ListenAndServeTLS("127.0.0.1:"+port, certificate, key, mux))
}
