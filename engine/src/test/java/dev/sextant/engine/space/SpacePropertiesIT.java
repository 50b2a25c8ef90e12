// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sextant.engine.random.DrawSequence;
import dev.sextant.engine.random.Draws;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds in every space; the seed in a test's name makes the space again. */
class SpacePropertiesIT {
    private static final int POINTS = 12;

    static List<Long> seeds() {
        List<Long> seeds = new ArrayList<>();
        for (long seed = 0; seed < 60; seed++) seeds.add(seed);
        return seeds;
    }

    private interface Property {
        void check(Template template, Configuration configuration, double[] unit) throws JsonProcessingException;
    }

    private static void everywhere(long seed, Property property) throws JsonProcessingException {
        RandomSpaces spaces = new RandomSpaces(seed);
        Template template = spaces.next();
        for (int i = 0; i < POINTS; i++) {
            double[] unit = spaces.point(template.space());
            if (i == 0) java.util.Arrays.fill(unit, 0);
            if (i == 1) java.util.Arrays.fill(unit, 1);
            property.check(template, template.space().fromUnit(unit), unit);
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyPointOfTheCubeIsAConfiguration(long seed) throws JsonProcessingException {
        everywhere(
                seed,
                (template, configuration, _) -> assertTrue(template.space().contains(configuration)));
        Space space = new RandomSpaces(seed).next().space();
        assertTrue(space.contains(space.preset()));
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theWayToTheCubeAndBackLosesNothingButRounding(long seed) throws JsonProcessingException {
        everywhere(seed, (template, configuration, _) -> {
            Space space = template.space();
            Configuration back = space.fromUnit(space.toUnit(configuration));
            assertEquals(configuration.values().keySet(), back.values().keySet());
            configuration.values().forEach((path, value) -> {
                if (value instanceof Value.Real(double number) && back.get(path) instanceof Value.Real(double again)) {
                    double size = Math.max(1, Math.abs(number));
                    assertEquals(number, again, 1e-12 * size, path);
                } else assertEquals(value, back.get(path), path);
            });
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aPointLiesInItsValuesShareAndTheSharesMiddleIsTheValue(long seed) throws JsonProcessingException {
        everywhere(seed, (template, configuration, unit) -> {
            Space space = template.space();
            configuration.values().forEach((path, value) -> {
                Domain domain = space.parameters().get(space.indexOf(path)).domain();
                double at = unit[space.indexOf(path)];
                Domain.Share share = domain.share(value);
                assertTrue(share.from() - 1e-9 <= at && at <= share.to() + 1e-9, () -> path + ": " + share);
                if (share.width() > 0) assertEquals(value, domain.fromUnit((share.from() + share.to()) / 2), path);
                else assertEquals(domain.toUnit(value), share.from(), path);
            });
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aParameterIsThereExactlyWhileItsOptionIsChosen(long seed) throws JsonProcessingException {
        everywhere(seed, (template, configuration, _) -> {
            Space space = template.space();
            for (Parameter parameter : space.parameters()) {
                Space.Condition condition = space.condition(parameter.path());
                boolean chosen = condition == null
                        || (configuration.get(condition.parent()) instanceof Value.Chosen(int index, String _)
                                && index == condition.option());
                assertEquals(chosen, configuration.get(parameter.path()) != null, parameter.path());
            }
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsMissingOrTooMuchIsNoConfiguration(long seed) throws JsonProcessingException {
        everywhere(seed, (template, configuration, _) -> {
            Space space = template.space();
            for (String path : configuration.values().keySet()) {
                Map<String, Value> less = new LinkedHashMap<>(configuration.values());
                less.remove(path);
                assertFalse(space.contains(new Configuration(less)), path);
            }
            for (Parameter parameter : space.parameters()) {
                if (configuration.get(parameter.path()) != null) continue;
                Map<String, Value> more = new LinkedHashMap<>(configuration.values());
                more.put(parameter.path(), parameter.preset());
                assertFalse(space.contains(new Configuration(more)), parameter.path());
            }
            Map<String, Value> stranger = new LinkedHashMap<>(configuration.values());
            stranger.put("stranger", new Value.Real(0.5));
            assertFalse(space.contains(new Configuration(stranger)));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatIsWrittenIsReadBackExactly(long seed) throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        everywhere(seed, (template, configuration, _) -> {
            Space space = template.space();
            String text = space.write(configuration).toString();
            Configuration read = space.read(json.readTree(text));
            assertEquals(configuration, read);
            assertEquals(text, space.write(read).toString());
            ObjectNode stranger = space.write(configuration).put("stranger", 1);
            assertThrows(IllegalArgumentException.class, () -> space.read(stranger));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void aFilledDocumentHoldsEveryValueInItsPlaceAndNothingLeftToVary(long seed) throws JsonProcessingException {
        everywhere(seed, (template, configuration, _) -> {
            ObjectNode filled = template.fill(configuration);
            assertEquals("as it is", filled.get("fixed").textValue());
            assertEquals(1, filled.at("/deep/list/0").intValue());
            assertFalse(filled.toString().contains("\"domain\"")
                    || filled.toString().contains("\"choice\""));
            configuration.values().forEach((path, value) -> {
                JsonNode there = filled.at("/" + path.replace('.', '/'));
                switch (value) {
                    case Value.Real(double number) -> assertEquals(number, there.doubleValue(), path);
                    case Value.Whole(long number) -> assertEquals(number, there.longValue(), path);
                    case Value.Chosen(int _, String label) -> {
                        if (label.startsWith("branch")) assertEquals(List.of(label), names(there), path);
                        else assertEquals(label, there.isTextual() ? there.textValue() : there.toString(), path);
                    }
                }
            });
            assertEquals(filled, template.fill(configuration));
        });
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void everyValueOfACountedDomainHasTheSameShare(long seed) {
        Domain domain = new RandomSpaces(seed).numeric();
        boolean linear = switch (domain) {
            case Domain.Range range -> range.scale() == Scale.LINEAR && range.step() > 0;
            case Domain.Whole whole -> whole.scale() == Scale.LINEAR;
            case Domain.Choice _ -> true;
        };
        if (!linear) return;
        Map<String, Integer> shares = new TreeMap<>();
        int points = 20_000;
        for (int i = 0; i < points; i++)
            shares.merge(domain.fromUnit((i + 0.5) / points).text(), 1, Integer::sum);
        int least = shares.values().stream().mapToInt(Integer::intValue).min().orElseThrow();
        int most = shares.values().stream().mapToInt(Integer::intValue).max().orElseThrow();
        assertTrue(most - least <= 2, domain + " " + shares);
    }

    private static List<String> names(JsonNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** How far apart neighbouring doubles are at this value of a continuous range, in parts of the range. */
    private static double coarseness(Domain domain, Value value) {
        if (!(domain instanceof Domain.Range range) || !(value instanceof Value.Real(double number))) return 0;
        double ulp = Math.ulp(Math.max(Math.abs(range.low()), Math.abs(range.high())));
        return switch (range.scale()) {
            case LINEAR -> 2 * ulp / (range.high() - range.low());
            case LOG -> 2 * Math.ulp(number) / number / (StrictMath.log(range.high()) - StrictMath.log(range.low()));
        };
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void strangeSpacesAreSpacesToo(long seed) {
        DrawSequence chance = new Draws(seed, 0).of("strange");
        StrangeSpaces spaces = new StrangeSpaces(chance);
        for (int i = 0; i < 20; i++) {
            Space space = spaces.next();
            for (int k = 0; k < POINTS; k++) {
                double[] unit = new double[space.dimensions()];
                for (int d = 0; d < unit.length; d++) unit[d] = k < 2 ? k : chance.uniform();
                Configuration configuration = space.fromUnit(unit);
                assertTrue(space.contains(configuration), configuration::toString);
                assertEquals(configuration, space.read(space.write(configuration)));
                for (double back : space.toUnit(configuration))
                    assertTrue(0 <= back && back <= 1, () -> back + " of " + configuration);
                configuration.values().forEach((path, value) -> {
                    int at = space.indexOf(path);
                    Domain domain = space.parameters().get(at).domain();
                    Domain.Share share = domain.share(value);
                    assertTrue(0 <= share.from() && share.from() <= share.to() && share.to() <= 1, () -> path + share);
                    double about = 1e-9 + coarseness(domain, value); // log(2^53) and log(2^53 - 1) are one number
                    assertTrue(share.from() - about <= unit[at] && unit[at] <= share.to() + about, () -> path + share);
                });
            }
        }
    }
}
