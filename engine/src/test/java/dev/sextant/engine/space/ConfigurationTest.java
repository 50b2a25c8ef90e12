// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private final Map<String, Value> written = new LinkedHashMap<>();

    ConfigurationTest() {
        written.put("rate", new Value.Real(0.1));
        written.put("layers", new Value.Whole(3));
        written.put("dropout", new Value.Real(-0.0));
    }

    @Test
    void valuesAreThoseGivenInTheirOrder() {
        Configuration configuration = new Configuration(written);
        assertEquals(written, configuration.values());
        assertEquals(configuration.values(), written);
        assertEquals(written.hashCode(), configuration.values().hashCode());
        assertEquals(
                List.of("rate", "layers", "dropout"),
                List.copyOf(configuration.values().keySet()));
        List<String> visited = new ArrayList<>();
        configuration.values().forEach((path, value) -> visited.add(path + " " + value));
        assertEquals(
                written.entrySet().stream()
                        .map(entry -> entry.getKey() + " " + entry.getValue())
                        .toList(),
                visited);
        assertEquals(new Value.Whole(3), configuration.get("layers"));
        assertNull(configuration.get("units"));
        assertTrue(configuration.values().containsKey("rate"));
        assertFalse(configuration.values().containsKey("units"));
    }

    @Test
    void whatWasGivenMayChangeLaterAndTheValuesMayNot() {
        Configuration configuration = new Configuration(written);
        written.clear();
        assertEquals(3, configuration.values().size());
        assertThrows(
                UnsupportedOperationException.class,
                () -> configuration.values().clear());
        assertThrows(
                UnsupportedOperationException.class,
                () -> configuration.values().put("rate", new Value.Real(1)));
        var iterator = Configuration.EMPTY.values().entrySet().iterator();
        assertThrows(NoSuchElementException.class, iterator::next);
    }

    @Test
    void configurationsOfOtherValuesOrOtherParametersDiffer() {
        Configuration configuration = new Configuration(written);
        assertEquals(configuration, new Configuration(configuration.values()));
        Map<String, Value> other = new LinkedHashMap<>(written);
        other.put("rate", new Value.Real(0.2));
        assertNotEquals(configuration, new Configuration(other));
        other.remove("rate");
        assertNotEquals(configuration, new Configuration(other));
        assertEquals(new Configuration(Map.of()), Configuration.EMPTY);
    }
}
