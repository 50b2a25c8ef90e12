// SPDX-License-Identifier: Apache-2.0
package dev.sextant.engine.space;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CompactMapTest {
    private final Map<String, Integer> written = new LinkedHashMap<>();
    private final Map<String, Integer> map;

    CompactMapTest() {
        written.put("b", 2);
        written.put("a", 1);
        written.put("c", 3);
        map = CompactMap.of(written);
    }

    @Test
    void itIsTheMapThatItWasMadeOfInItsOrder() {
        assertEquals(written, map);
        assertEquals(map, written);
        assertEquals(written.hashCode(), map.hashCode());
        assertEquals(List.copyOf(written.keySet()), List.copyOf(map.keySet()));
        assertEquals(2, map.get("ab".substring(1)));
        assertTrue(map.containsKey("c"));
        assertNull(map.get("d"));
        assertFalse(map.containsKey("d"));
        assertSame(map, CompactMap.of(map));
        assertEquals(Map.of(), CompactMap.of(Map.of()));
    }

    @Test
    void nothingChangesIt() {
        assertThrows(UnsupportedOperationException.class, () -> map.put("b", 4));
        assertThrows(UnsupportedOperationException.class, map::clear);
        assertThrows(
                UnsupportedOperationException.class,
                () -> map.entrySet().iterator().next().setValue(5));
        written.put("b", 4);
        assertEquals(2, map.get("b"));
    }
}
