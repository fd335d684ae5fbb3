// cert-manager's controller and webhook in one program, without the DNS providers of ACME: they bring the SDK of
// every cloud. usage: certmanager controller <kubeconfig> <namespace> | certmanager webhook <kubeconfig> <port> <crt> <key>
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"strconv"
	"syscall"
	"time"

	"github.com/cert-manager/cert-manager/internal/webhook"
	"github.com/cert-manager/cert-manager/pkg/controller"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificate-shim/gateways"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificate-shim/ingresses"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/approver"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/ca"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificaterequests/selfsigned"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/issuing"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/keymanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/readiness"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/requestmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/revisionmanager"
	_ "github.com/cert-manager/cert-manager/pkg/controller/certificates/trigger"
	_ "github.com/cert-manager/cert-manager/pkg/controller/clusterissuers"
	_ "github.com/cert-manager/cert-manager/pkg/controller/issuers"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/ca"
	_ "github.com/cert-manager/cert-manager/pkg/issuer/selfsigned"
	"github.com/cert-manager/cert-manager/pkg/logs"
	"github.com/cert-manager/cert-manager/pkg/webhook/options"
	"golang.org/x/sync/errgroup"
	"k8s.io/apimachinery/pkg/util/sets"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	logs.InitLogs()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, words []string) error {
	switch words[0] {
	case "webhook":
		return serveWebhook(ctx, words[1], words[2], words[3], words[4])
	case "controller":
		return runControllers(ctx, words[1], words[2])
	}
	return fmt.Errorf("unknown command %q", words[0])
}

func serveWebhook(ctx context.Context, kubeconfig, port, certificate, key string) error {
	number, err := strconv.Atoi(port)
	if err != nil {
		return err
	}
	configuration, err := options.NewWebhookConfiguration()
	if err != nil {
		return err
	}
	configuration.KubeConfig = kubeconfig
	configuration.SecurePort = int32(number)
	configuration.HealthzPort = int32(number + 1)
	configuration.MetricsListenAddress = "0"
	configuration.TLSConfig.Filesystem.CertFile = certificate
	configuration.TLSConfig.Filesystem.KeyFile = key
	server, err := webhook.NewCertManagerWebhookServer(logs.FromContext(ctx), *configuration)
	if err != nil {
		return err
	}
	return server.Run(ctx)
}

func runControllers(ctx context.Context, kubeconfig, namespace string) error {
	opts := controller.ContextOptions{Kubeconfig: kubeconfig, KubernetesAPIQPS: 50, KubernetesAPIBurst: 100}
	opts.ClusterResourceNamespace = namespace
	opts.EnableGatewayAPI = true
	opts.DefaultAutoCertificateAnnotations = []string{"kubernetes.io/tls-acme"}
	opts.DefaultIssuerKind, opts.DefaultIssuerGroup = "Issuer", "cert-manager.io"
	opts.CopiedAnnotationPrefixes = []string{"*", "-kubectl.kubernetes.io/", "-fluxcd.io/", "-argocd.argoproj.io/"}
	opts.CertificateRequestMinimumBackoffDuration = time.Hour
	opts.CertificateRequestMaximumBackoffDuration = 32 * time.Hour
	opts.GatewayAPIExtraProtocols = sets.New[string]()
	factory, err := controller.NewContextFactory(ctx, opts)
	if err != nil {
		return err
	}
	root, err := factory.Build()
	if err != nil {
		return err
	}
	group, groupCtx := errgroup.WithContext(ctx)
	for name, construct := range controller.Known() {
		one, err := construct(factory)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		group.Go(func() error { return one.Run(2, groupCtx) })
	}
	root.SharedInformerFactory.Start(groupCtx.Done())
	root.KubeSharedInformerFactory.Start(groupCtx.Done())
	root.GWShared.Start(groupCtx.Done())
	root.HTTP01ResourceMetadataInformersFactory.Start(groupCtx.Done())
	return group.Wait()
}
