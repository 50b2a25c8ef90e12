// SPDX-License-Identifier: Apache-2.0
package dev.sextant.studies.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sextant.engine.cluster.ClusterSettings;
import dev.sextant.studies.cluster.NewCluster;
import dev.sextant.studies.file.StudyFile;
import dev.sextant.studies.file.StudyReader;
import dev.sextant.studies.wiring.Services;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The manifests for Kubernetes: every field is one that Kubernetes knows, what one object names another has, and every
 * command in them is one that the command line takes.
 */
class ManifestsTest {
    private static final Path FOLDER = Path.of("kubernetes");

    /** What the manifests are made of. A new kind is added here, with its class. */
    private static final Map<String, Class<?>> KINDS = Map.of(
            "v1/Service", Service.class,
            "v1/ConfigMap", ConfigMap.class,
            "v1/Pod", Pod.class,
            "v1/PersistentVolumeClaim", PersistentVolumeClaim.class,
            "apps/v1/Deployment", Deployment.class,
            "batch/v1/Job", Job.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class);

    /**
     * As strict as a server that is asked with --validate=strict: the model's classes take what they do not know aside.
     */
    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                private static final long serialVersionUID = 1;

                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    /** One object of a file. */
    record Manifest(String file, JsonNode written, Object read) {
        @Override
        public String toString() {
            return file + " " + written.path("kind").asText();
        }
    }

    static List<Manifest> manifests() throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.sorted().toList())
                for (Object document :
                        new Load(LoadSettings.builder().build()).loadAllFromString(Files.readString(file))) {
                    JsonNode written = STRICT.valueToTree(document);
                    manifests.add(new Manifest(file.getFileName().toString(), written, read(written)));
                }
        }
        return manifests;
    }

    private static Object read(JsonNode written) throws IOException {
        String kind =
                written.path("apiVersion").asText() + "/" + written.path("kind").asText();
        Class<?> type = KINDS.get(kind);
        assertNotNull(type, kind);
        return STRICT.treeToValue(written, type);
    }

    /** Every pod that a manifest makes, by where it is. */
    static Map<String, PodSpec> pods() throws IOException {
        Map<String, PodSpec> pods = new LinkedHashMap<>();
        for (Manifest manifest : manifests())
            switch (manifest.read()) {
                case Deployment it ->
                    pods.put(manifest.file(), it.getSpec().getTemplate().getSpec());
                case Job it ->
                    pods.put(manifest.file(), it.getSpec().getTemplate().getSpec());
                case Pod it -> pods.put(manifest.file(), it.getSpec());
                default -> {}
            }
        return pods;
    }

    static Stream<String> podFiles() throws IOException {
        return pods().keySet().stream();
    }

    private static PodSpec pod(String file) throws IOException {
        PodSpec pod = pods().get(file);
        assertNotNull(pod, file);
        return pod;
    }

    private static Container container(String file) throws IOException {
        List<Container> containers = pod(file).getContainers();
        assertEquals(1, containers.size());
        return containers.getFirst();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manifests")
    void everyFieldIsOneThatKubernetesKnows(Manifest manifest) throws Exception {
        assertTrue(manifest.written().at("/metadata/name").asText().startsWith("sextant"));
        // It reads nothing away: what it writes again is what was written.
        JsonNode again = STRICT.valueToTree(manifest.read());
        for (String path : paths("", manifest.written()).toList())
            assertFalse(again.at(path).isMissingNode(), () -> path + " was lost");
    }

    private static Stream<String> paths(String path, JsonNode node) {
        if (node.isObject() && !node.isEmpty())
            return node.properties().stream()
                    .flatMap(entry ->
                            paths(path + "/" + entry.getKey().replace("~", "~0").replace("/", "~1"), entry.getValue()));
        return path.isEmpty() || node.isEmpty() ? Stream.of() : Stream.of(path);
    }

    @Test
    void aFieldThatKubernetesDoesNotKnowIsFound() throws Exception {
        JsonNode wrong = STRICT.readTree("""
                { "apiVersion": "v1", "kind": "Pod", "spec": { "containers": [{ "name": "a", "argz": ["b"] }] } }""");
        assertTrue(String.valueOf(
                        assertThrows(IOException.class, () -> read(wrong)).getMessage())
                .contains("argz"));
        JsonNode number = STRICT.readTree("""
                { "apiVersion": "apps/v1", "kind": "Deployment", "spec": { "replicas": "four" } }""");
        assertThrows(IOException.class, () -> read(number));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("podFiles")
    void everyCommandIsOneThatTheCommandLineTakes(String file) throws Exception {
        List<String> arguments = container(file).getArgs().stream()
                .map(argument -> argument.replace("$(POD_IP)", "10.244.0.7"))
                .toList();
        assertFalse(arguments.toString().contains("$("), arguments::toString);
        String[] typed = arguments.toArray(new String[0]);
        Console console = Console.of(
                new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                new PrintStream(PrintStream.nullOutputStream(), true, StandardCharsets.UTF_8),
                Map.of());
        // Throws what a person would be told.
        Program.of(typed, console).parseArgs(typed);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("podFiles")
    void everyPodRunsAsNobodyOnARootThatCannotBeWritten(String file) throws Exception {
        PodSpec pod = pod(file);
        assertEquals(true, pod.getSecurityContext().getRunAsNonRoot());
        assertEquals(
                "RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
        assertEquals(false, pod.getAutomountServiceAccountToken());
        Container container = container(file);
        assertEquals(true, container.getSecurityContext().getReadOnlyRootFilesystem());
        assertEquals(false, container.getSecurityContext().getAllowPrivilegeEscalation());
        assertEquals(
                List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
        assertTrue(container.getVolumeMounts().stream()
                .anyMatch(mount -> mount.getMountPath().equals("/tmp")));
        Map<String, Quantity> limits = container.getResources().getLimits();
        assertEquals(Set.of("cpu", "memory"), limits.keySet());
        // Java's heap is at most three quarters of it, as the image says.
        assertEquals(
                limits.get("memory"), container.getResources().getRequests().get("memory"));
        for (Quantity quantity : limits.values())
            assertTrue(quantity.getNumericalAmount().signum() > 0);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("podFiles")
    void everythingThatIsMountedIsThere(String file) throws Exception {
        Set<String> volumes =
                pod(file).getVolumes().stream().map(Volume::getName).collect(Collectors.toCollection(TreeSet::new));
        Set<String> mounted = container(file).getVolumeMounts().stream()
                .map(VolumeMount::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(volumes, mounted);
        Set<String> made = manifests().stream()
                .map(manifest -> manifest.written().path("kind").asText() + " "
                        + manifest.written().at("/metadata/name").asText())
                .collect(Collectors.toSet());
        for (Volume volume : pod(file).getVolumes()) {
            if (volume.getConfigMap() != null)
                assertTrue(made.contains("ConfigMap " + volume.getConfigMap().getName()));
            if (volume.getPersistentVolumeClaim() != null)
                assertTrue(made.contains("PersistentVolumeClaim "
                        + volume.getPersistentVolumeClaim().getClaimName()));
            // The command that init tells of makes it; a mode of 0440, in decimal.
            if (volume.getSecret() != null) {
                assertEquals("sextant-cluster", volume.getSecret().getSecretName());
                assertEquals(0440, volume.getSecret().getDefaultMode());
            }
        }
        for (String argument : container(file).getArgs()) {
            String path = argument.substring(argument.indexOf('=') + 1);
            if (!path.startsWith("/")) continue;
            assertTrue(
                    container(file).getVolumeMounts().stream().anyMatch(mount -> path.startsWith(mount.getMountPath())),
                    () -> path + " lies in no volume");
        }
    }

    @Test
    void thePortsAreTheUsualOnesEverywhere() throws Exception {
        Set<Integer> ports = Set.of(ClusterSettings.MEMBER_PORT, ClusterSettings.BUS_PORT);
        for (String file : List.of("workers.yaml", "coordinator.yaml", "coordinator-postgres.yaml"))
            assertEquals(
                    ports,
                    container(file).getPorts().stream()
                            .map(ContainerPort::getContainerPort)
                            .collect(Collectors.toSet()),
                    file);
        for (Manifest manifest : manifests()) {
            if (manifest.read() instanceof Service service) {
                assertEquals("None", service.getSpec().getClusterIP());
                assertEquals(
                        ports,
                        service.getSpec().getPorts().stream()
                                .map(port -> port.getPort())
                                .collect(Collectors.toSet()));
            }
            if (manifest.read() instanceof NetworkPolicy policy)
                assertEquals(
                        ports,
                        policy.getSpec().getIngress().getFirst().getPorts().stream()
                                .map(port -> port.getPort().getIntVal())
                                .collect(Collectors.toSet()));
        }
    }

    @Test
    void theServiceAndThePolicyMeetThePodsOfTheClusterAndNoOthers() throws Exception {
        Map<String, String> wanted = Map.of("app.kubernetes.io/name", "sextant");
        for (Manifest manifest : manifests()) {
            if (manifest.read() instanceof Service service)
                assertEquals(wanted, service.getSpec().getSelector());
            if (manifest.read() instanceof NetworkPolicy policy)
                assertEquals(wanted, policy.getSpec().getPodSelector().getMatchLabels());
            Map<String, String> labels = switch (manifest.read()) {
                case Deployment it -> it.getSpec().getTemplate().getMetadata().getLabels();
                case Job it -> it.getSpec().getTemplate().getMetadata().getLabels();
                case Pod it -> it.getMetadata().getLabels();
                default -> Map.<String, String>of();
            };
            if (labels.isEmpty()) continue;
            boolean inside = container(manifest.file()).getArgs().stream().anyMatch(it -> it.startsWith("--cluster"));
            assertEquals(inside, labels.entrySet().containsAll(wanted.entrySet()), manifest::toString);
            if (manifest.read() instanceof Deployment it)
                assertEquals(labels, it.getSpec().getSelector().getMatchLabels());
        }
    }

    @Test
    void thereIsTimeToEndInGoodOrder() throws Exception {
        for (String file : List.of("workers.yaml", "coordinator.yaml", "coordinator-postgres.yaml"))
            assertTrue(
                    pod(file).getTerminationGracePeriodSeconds() > Deadline.HALT.toSeconds(),
                    file + " is killed before it has ended by itself");
    }

    @Test
    void aCoordinatorThatWouldEndTheSameWayIsNotStartedAgain() throws Exception {
        for (Manifest manifest : manifests())
            if (manifest.read() instanceof Job job) {
                List<PodFailurePolicyRule> rules =
                        job.getSpec().getPodFailurePolicy().getRules();
                assertEquals(
                        List.of(
                                ExitCode.STUDY_INVALID,
                                ExitCode.NO_TRIAL_SUCCEEDED,
                                ExitCode.NOT_MET,
                                ExitCode.TOO_MANY_FAILED),
                        rules.getLast().getOnExitCodes().getValues());
                assertEquals(
                        container(manifest.file()).getName(),
                        rules.getLast().getOnExitCodes().getContainerName());
                // Kubernetes takes such rules of pods alone that it does not restart in place.
                assertEquals("Never", pod(manifest.file()).getRestartPolicy());
            }
    }

    @Test
    void theSecretHoldsWhatInitMadeUnderTheNamesThatTheFileSays() throws Exception {
        for (String file : List.of("workers.yaml", "coordinator.yaml", "coordinator-postgres.yaml"))
            assertTrue(container(file).getArgs().contains("--cluster=/cluster/" + NewCluster.FILE), file);
    }

    @Test
    void theStudyIsOneThatCanBeRun() throws Exception {
        for (Manifest manifest : manifests())
            if (manifest.read() instanceof ConfigMap map) {
                String text = map.getData().get("study.json");
                assertNotNull(text);
                StudyFile study = StudyReader.read(
                        "study.json", text.getBytes(StandardCharsets.UTF_8), List.of(), Services.catalog());
                assertEquals(List.of(), study.warnings());
            }
    }
}
